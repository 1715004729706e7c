package io.heddle.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The records to a peer, in the order in which the engine made them. A borrowed buffer holds them
/// while a call is in progress; what the system does not take is copied into an array of its size.
///
/// Any thread. A lock keeps the order; it is held while records are made and the system takes them,
/// and never while anybody waits.
final class Outbound {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] ALERT = {21, 3, 3, 0, 2, 2}; // and which

    private final SSLEngine engine;
    private final ByteChannel socket;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ByteBuffer pending; // what the system has not taken yet; guarded by lock
    private boolean spoken; // records were made; guarded by lock
    private boolean ended; // nothing will follow; guarded by lock

    Outbound(SSLEngine engine, ByteChannel socket) {
        this.engine = engine;
        this.socket = socket;
    }

    /// Takes bytes as long as the system takes their records.
    ///
    /// @return how many
    int write(ByteBuffer source) throws IOException {
        lock.lock();
        try {
            int start = source.position();
            while (send() && source.hasRemaining()) {
                makeRecords(source);
            }
            return source.position() - start;
        } finally {
            keep();
            lock.unlock();
        }
    }

    private void makeRecords(ByteBuffer source) throws IOException {
        ByteBuffer records = RecordBuffers.SHARED.borrow(source.remaining());
        pending = records;
        try {
            while (source.hasRemaining() && records.remaining() >= 2 * RecordBuffers.MAX_RECORD) {
                wrap(source, records);
            }
            while (needsWrap() && records.remaining() >= RecordBuffers.MAX_RECORD) {
                wrap(NOTHING, records);
            }
        } finally {
            records.flip();
        }
    }

    /// Sends what the engine has to say of its own, as far as the system takes it.
    ///
    /// @return false if the engine has more to say than there is room for
    boolean answer() throws IOException {
        lock.lock();
        try {
            while (needsWrap()) {
                if (!answerSome() && !send()) {
                    return false;
                }
            }
            send();
            return true;
        } finally {
            keep();
            lock.unlock();
        }
    }

    /// @return false if there was no room
    private boolean answerSome() throws IOException {
        ByteBuffer records = RecordBuffers.SHARED.borrow(RecordBuffers.LARGE);
        ByteBuffer before = pending;
        if (before != null) {
            records.put(before);
            RecordBuffers.SHARED.giveBack(before);
        }
        pending = records;
        boolean some = false;
        try {
            while (needsWrap() && records.remaining() >= RecordBuffers.MAX_RECORD) {
                wrap(NOTHING, records);
                some = true;
            }
        } finally {
            records.flip();
        }
        return some;
    }

    private boolean needsWrap() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    private void wrap(ByteBuffer source, ByteBuffer records) throws IOException {
        SSLEngineResult result = engine.wrap(source, records);
        spoken |= result.bytesProduced() > 0;
        if (result.bytesProduced() > 0 || result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            return;
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new IOException("the peer has ended both streams, as it does before TLS 1.3");
        }
        throw new SSLException("the engine is stuck: " + result);
    }

    /// Hands to the system what it takes now.
    ///
    /// @return whether it has it all
    boolean flush() throws IOException {
        lock.lock();
        try {
            return send();
        } finally {
            keep();
            lock.unlock();
        }
    }

    private boolean send() throws IOException {
        ByteBuffer records = pending;
        if (records == null) {
            return true;
        }
        if (records.hasRemaining()) {
            socket.write(records);
        }
        if (records.hasRemaining()) {
            return false;
        }
        pending = null;
        RecordBuffers.SHARED.giveBack(records);
        return true;
    }

    /// Ends a call: holds no buffer of the pool.
    private void keep() {
        ByteBuffer records = pending;
        if (records != null && RecordBuffers.isOne(records)) {
            pending =
                    records.hasRemaining()
                            ? ByteBuffer.allocate(records.remaining()).put(records).flip()
                            : null;
            RecordBuffers.SHARED.giveBack(records);
        }
    }

    /// Ends the stream with `close_notify`.
    ///
    /// @return whether the system has everything
    boolean end() throws IOException {
        lock.lock();
        try {
            if (!ended) {
                ended = true;
                engine.closeOutbound();
            }
            while (needsWrap() && (answerSome() || send())) {
                // until all is said
            }
            return send() && !needsWrap();
        } finally {
            keep();
            lock.unlock();
        }
    }

    /// Breaks off, without the end that the peer would believe. Tells it why as far as it can read
    /// that, and the system takes it now.
    void refuse(byte alert) throws IOException {
        lock.lock();
        try {
            ended = true;
            if (!spoken) {
                spoken = true;
                pending = ByteBuffer.allocate(ALERT.length + 1).put(ALERT).put(alert).flip();
                send();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Whether there is nothing in it.
    boolean isEmpty() {
        lock.lock();
        try {
            return pending == null;
        } finally {
            lock.unlock();
        }
    }
}
