package io.heddle.client;

import io.heddle.Deadline;
import io.heddle.LookupFailedException;
import io.heddle.LookupFailure;
import io.heddle.WaitEndedException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/// Has another resolver find names on a few platform threads of its own, so that one that is slow
/// or never answers holds up neither carriers nor callers, and remembers the answers.
///
/// ```java
/// var resolver = new CachingResolver(Resolver.system(), ResolverConfig.DEFAULT);
/// ```
///
/// A name that many ask for is looked up once. Who asks waits on its own thread: until the answer
/// is there, for [ResolverConfig#timeout()] at most, and no longer than its nearest [Deadline]. The
/// lookup goes on; its answer is for those who come later. A name that waits for a thread and that
/// nobody wants any more is not looked up.
///
/// Addresses in their usual form (`127.0.0.1`, `::1`) are not looked up, and what no name can be
/// (longer than 253 characters, with control characters or spaces) is not either.
///
/// Threads are daemons that end when there is nothing to look up, so there is nothing to close. One
/// that is stuck in the other resolver cannot be ended; it is replaced ([ResolverConfig#stuck()]).
/// The one name that it is stuck at is not asked for again before it comes back.
public final class CachingResolver implements Resolver {

    private static final int LONGEST_NAME = 253; // RFC 1035 §2.3.4, without the last dot
    private static final int SHOWN = 60; // of what is none
    private static final char DELETE = 0x7f;
    private static final CachingResolver SHARED =
            new CachingResolver(Resolver.system(), ResolverConfig.DEFAULT);

    private final Resolver resolver;
    private final ResolverConfig config;
    private final LongSupplier clock;
    private final LookupThreads threads;

    private final ReentrantLock lock = new ReentrantLock();
    private final RememberedAnswers answers; // guarded by lock
    private final Map<String, Lookup> lookups = new HashMap<>(); // under way; guarded by lock

    /// A resolver that remembers nothing yet.
    ///
    /// @param resolver who is asked; may be slow, block carriers, and never answer
    public CachingResolver(Resolver resolver, ResolverConfig config) {
        this(resolver, config, System::nanoTime);
    }

    /// @param clock nanoseconds from any origin
    CachingResolver(Resolver resolver, ResolverConfig config, LongSupplier clock) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.config = Objects.requireNonNull(config, "config");
        this.clock = clock;
        this.threads = new LookupThreads(config, clock, this::run);
        this.answers = new RememberedAnswers(config, clock);
    }

    /// The one that all share who have none of their own: over [Resolver#system()], with
    /// [ResolverConfig#DEFAULT].
    public static CachingResolver shared() {
        return SHARED;
    }

    /// Finds the addresses of a host, waiting for them if they are not known.
    ///
    /// @throws LookupFailedException if there is no such host, no answer came in time, or too many
    ///   names wait already; each call has an exception of its own
    /// @throws WaitEndedException if a deadline or a limit of the connection was over first, or the
    ///   thread was interrupted
    /// @throws IllegalArgumentException if the name is empty
    @Override
    public List<InetAddress> resolve(String host) throws LookupFailedException, WaitEndedException {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("host must not be empty");
        }
        if (isLiteral(host)) {
            return literal(host);
        }
        if (!mayBeName(host)) {
            throw noName(host);
        }
        return answer(ask(host.toLowerCase(Locale.ROOT))).give(host);
    }

    /// Takes part in the lookup under way, or begins one.
    ///
    /// @return one that may have its answer already
    private Lookup ask(String host) {
        lock.lock();
        try {
            Lookup lookup = lookups.get(host);
            if (lookup == null) {
                lookup = new Lookup(host);
                Answer known = answers.get(host);
                if (known == null) {
                    known = threads.submit(lookup).map(CachingResolver::overloaded).orElse(null);
                }
                if (known != null) {
                    lookup.complete(known);
                    return lookup;
                }
                lookups.put(host, lookup);
            }
            lookup.join();
            return lookup;
        } finally {
            lock.unlock();
        }
    }

    private Answer answer(Lookup lookup) throws WaitEndedException {
        Answer known = lookup.answer();
        if (known != null) {
            return known;
        }
        try {
            threads.hire();
            return await(lookup);
        } catch (OutOfMemoryError e) {
            return new Answer.Failed(LookupFailure.OVERLOADED, "there is no thread for it", e);
        } finally {
            leave(lookup);
        }
    }

    private Answer await(Lookup lookup) throws WaitEndedException {
        long end = clock.getAsLong() + config.timeout().toNanos();
        while (true) {
            Answer answer = lookup.answer();
            if (answer != null) {
                return answer;
            }
            long left = end - clock.getAsLong();
            if (left <= 0) {
                return new Answer.Failed(
                        LookupFailure.TIMED_OUT, "no answer in " + config.timeout(), null);
            }
            Deadline.parkNanos(lookup, left);
        }
    }

    private void leave(Lookup lookup) {
        lock.lock();
        try {
            if (lookup.leave() && threads.withdraw(lookup)) {
                lookups.remove(lookup.host());
            }
        } finally {
            lock.unlock();
        }
    }

    /// On a thread for lookups.
    private void run(Lookup lookup) {
        Answer answer = Answer.of(resolver, lookup.host());
        lock.lock();
        try {
            answers.put(lookup.host(), answer);
            lookups.remove(lookup.host());
            lookup.complete(answer);
        } finally {
            lock.unlock();
        }
    }

    private static Answer overloaded(String detail) {
        return new Answer.Failed(LookupFailure.OVERLOADED, detail, null);
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0
                || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static List<InetAddress> literal(String host) throws LookupFailedException {
        try {
            return List.of(InetAddress.ofLiteral(host));
        } catch (IllegalArgumentException e) {
            throw noName(host);
        }
    }

    private static boolean mayBeName(String host) {
        int length = host.endsWith(".") ? host.length() - 1 : host.length();
        return length <= LONGEST_NAME && host.chars().noneMatch(c -> c <= ' ' || c == DELETE);
    }

    private static LookupFailedException noName(String host) {
        String printable = host.replaceAll("[^!-~]", "?");
        String cut = printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
        return new LookupFailedException(
                cut, LookupFailure.NOT_FOUND, "that is neither a name nor an address", null);
    }

    /// How many names are looked up now, or about to be.
    int running() {
        return threads.running();
    }

    /// How many names wait for a thread.
    int queued() {
        return threads.queued();
    }

    /// How many threads are given up and have not come back.
    int givenUp() {
        return threads.givenUp();
    }
}
