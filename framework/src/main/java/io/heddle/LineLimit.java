package io.heddle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Decides which lines a log gets: of each kind the first, and then no more than one in the event's
/// interval. What is left out is counted, and told when the next line of its kind is written, or by
/// [#settle(Settlement)]: no count is lost and none told twice.
///
/// A kind is an event and a detail, the class of an exception say. There are at most [#MAX_KINDS]
/// of them and one more for each event, which those share that come later.
///
/// Any thread; nothing blocks.
final class LineLimit {

    /// What [#take(LogEvent, String, long)] returns for a line that is not to be written.
    static final long LEFT_OUT = -1;

    static final int MAX_KINDS = 64;

    private static final String OTHERS = "others";

    /// Is told what was left out and not told yet.
    interface Settlement {
        void leftOut(LogEvent event, String detail, long count);
    }

    private record Kind(LogEvent event, String detail) {}

    private final LongSupplier nanoTime;
    private final Map<Kind, Account> accounts = new ConcurrentHashMap<>();
    private int kinds; // guarded by this

    LineLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Asks for a line.
    ///
    /// @param count how much is left out if this line is: 1, or more if it tells of several
    /// @return how much was left out since the last line of this kind; [#LEFT_OUT] if this one is
    ///   to be left out too
    long take(LogEvent event, String detail, long count) {
        return account(event, detail).take(nanoTime.getAsLong(), event.intervalNanos(), count);
    }

    private Account account(LogEvent event, String detail) {
        var kind = new Kind(event, detail);
        Account account = accounts.get(kind);
        return account == null ? open(kind) : account;
    }

    private synchronized Account open(Kind kind) {
        Account account = accounts.get(kind);
        if (account != null) {
            return account;
        }
        if (kinds == MAX_KINDS) {
            return accounts.computeIfAbsent(
                    new Kind(kind.event(), OTHERS), shared -> new Account());
        }
        kinds++;
        account = new Account();
        accounts.put(kind, account);
        return account;
    }

    /// Tells everything that was left out and not told yet.
    void settle(Settlement settlement) {
        accounts.forEach((kind, account) -> {
            long count = account.settle();
            if (count > 0) {
                settlement.leftOut(kind.event(), kind.detail(), count);
            }
        });
    }

    private static final class Account {

        private boolean begun; // guarded by this
        private long last; // when the last line was written; guarded by this
        private long leftOut; // since then; guarded by this

        synchronized long take(long now, long interval, long count) {
            if (begun && now - last < interval) {
                leftOut += count;
                return LEFT_OUT;
            }
            begun = true;
            last = now;
            return settle();
        }

        synchronized long settle() {
            long count = leftOut;
            leftOut = 0;
            return count;
        }
    }
}
