package io.heddle.samples.dns;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What another server has said, for as long as it may be repeated. Any thread may call any method.
final class AnswerCache {

    private static final int MAX_BYTES_EACH = 4096;

    private record Kept(Message reply, long since, long seconds) {}

    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Question, Kept> entries; // by when they were last asked for; guarded by lock

    /// @param maxEntries how many answers it keeps, of 4,096 bytes at most each; beyond that the
    ///   one goes that nobody has asked for the longest
    /// @param nanoTime a clock as `System.nanoTime()` is one
    AnswerCache(int maxEntries, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.entries =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Question, Kept> eldest) {
                        return size() > maxEntries;
                    }
                };
    }

    /// Keeps a reply, if it may be repeated at all.
    void keep(Question question, Message reply) {
        long seconds = Lifetime.seconds(question, reply);
        if (seconds > 0 && reply.toWire().length <= MAX_BYTES_EACH) {
            var kept = new Kept(reply, nanoTime.getAsLong(), seconds);
            lock.lock();
            try {
                entries.put(question, kept);
            } finally {
                lock.unlock();
            }
        }
    }

    /// The reply to a question, its records as much older as it has been here.
    ///
    /// @return null if there is none, or none any more
    @Nullable Message find(Question question) throws IOException {
        Kept kept;
        lock.lock();
        try {
            kept = entries.get(question);
        } finally {
            lock.unlock();
        }
        if (kept == null) {
            return null;
        }
        long age = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - kept.since);
        return age < kept.seconds ? older(kept.reply.clone(), age) : null;
    }

    private static Message older(Message reply, long seconds) throws IOException {
        for (int section = Section.ANSWER; section <= Section.ADDITIONAL; section++) {
            var records = reply.getSection(section);
            reply.removeAllRecords(section);
            for (Record record : records) {
                boolean timeless = record instanceof OPTRecord; // its TTL is something else
                reply.addRecord(timeless ? record : older(record, section, seconds), section);
            }
        }
        return reply;
    }

    /// The library has no setter for the time to live, which comes after name, type and class.
    private static Record older(Record record, int section, long seconds) throws IOException {
        byte[] wire = record.toWire(section);
        int position = record.getName().length() + Short.BYTES + Short.BYTES;
        ByteBuffer.wrap(wire).putInt(position, (int) (record.getTTL() - seconds));
        return Record.fromWire(wire, section);
    }
}
