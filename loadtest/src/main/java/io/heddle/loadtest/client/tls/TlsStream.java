package io.heddle.loadtest.client.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// The plain bytes of a TLS connection, over a channel that may block or not.
///
/// Where the channel does not block, neither does this. Used by one thread.
public final class TlsStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int RECORD_HEAD_BYTES = 5;
    private static final int RECORD_LENGTH_OFFSET = 3;

    private final ByteChannel channel;
    private final RecordBuffers buffers;
    private final SSLEngine engine;

    // Each is borrowed while it holds anything; all are ready to be read from.
    private @Nullable ByteBuffer sealedIn;
    private @Nullable ByteBuffer plainIn;
    private @Nullable ByteBuffer sealedOut;

    private boolean begun;
    private boolean established;
    private boolean channelEnded;
    private boolean engineEnded;

    /// Nothing is sent yet.
    public TlsStream(TlsClient client, ByteChannel channel, RecordBuffers buffers) {
        this.channel = channel;
        this.buffers = buffers;
        this.engine = client.newEngine();
    }

    /// Goes on with the handshake as far as the channel lets it; again when the channel is ready.
    ///
    /// @throws EOFException if the server ended the connection
    /// @throws SSLException if client and server cannot agree
    public HandshakeProgress handshake() throws IOException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        while (flush()) {
            switch (engine.getHandshakeStatus()) {
                case FINISHED, NOT_HANDSHAKING -> {
                    established = true;
                    return HandshakeProgress.DONE;
                }
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrapOne(NOTHING) && !receive()) {
                        if (channelEnded || engineEnded) {
                            throw new EOFException("the server ended the TLS handshake");
                        }
                        return HandshakeProgress.NEEDS_READ;
                    }
                }
            }
        }
        return HandshakeProgress.NEEDS_WRITE;
    }

    /// Reads what there is.
    ///
    /// The selector does not know of what is buffered here: unless `into` was left with room, there
    /// may be more.
    ///
    /// @return how many bytes, 0 for nothing now, or -1 for the end
    public int read(ByteBuffer into) throws IOException {
        int before = into.position();
        while (into.hasRemaining()) {
            if (plainIn != null) {
                drainInto(into);
            } else if (!unwrapOne(into) && (into.position() > before || !receive())) {
                break;
            }
        }
        int count = into.position() - before;
        return count == 0 && into.hasRemaining() && (channelEnded || engineEnded) ? -1 : count;
    }

    /// Seals and sends, until all is taken or the channel takes no more.
    ///
    /// @return how many bytes were taken, though the last of them may wait for [#flush]
    public int write(ByteBuffer from) throws IOException {
        int before = from.position();
        while (flush() && from.hasRemaining()) {
            wrap(from);
        }
        return from.position() - before;
    }

    /// Sends what is sealed already.
    ///
    /// @return whether nothing is left; otherwise again when the channel takes more
    public boolean flush() throws IOException {
        if (sealedOut == null) {
            return true;
        }
        // A channel that blocks takes all at once, too.
        channel.write(sealedOut);
        if (sealedOut.hasRemaining()) {
            return false;
        }
        buffers.giveBack(sealedOut);
        sealedOut = null;
        return true;
    }

    /// Whether [#flush] has something to do.
    public boolean hasUnsent() {
        return sealedOut != null;
    }

    /// Whether [#read] gives bytes, or the end, though the channel has none.
    public boolean hasInput() {
        return plainIn != null || channelEnded || engineEnded || hasWholeRecord();
    }

    private boolean hasWholeRecord() {
        var sealed = sealedIn;
        if (sealed == null || sealed.remaining() < RECORD_HEAD_BYTES) {
            return false;
        }
        int length = sealed.getShort(sealed.position() + RECORD_LENGTH_OFFSET) & 0xFFFF;
        return sealed.remaining() >= RECORD_HEAD_BYTES + length;
    }

    /// Tells the server that nothing more comes, as far as the channel takes it at once, and gives
    /// back what was borrowed; the channel stays open.
    public void end() throws IOException {
        try {
            engine.closeOutbound();
            if (flush() && !engine.isOutboundDone()) {
                wrap(NOTHING);
                flush();
            }
        } finally {
            release();
        }
    }

    /// Gives back what was borrowed, without telling the server.
    public void release() {
        giveBack(sealedIn);
        giveBack(plainIn);
        giveBack(sealedOut);
        sealedIn = null;
        plainIn = null;
        sealedOut = null;
    }

    /// Such as `TLSv1.3`, once the handshake is done.
    public String protocol() {
        return engine.getSession().getProtocol();
    }

    /// What was agreed on, once the handshake is done.
    SSLSession session() {
        return engine.getSession();
    }

    private void drainInto(ByteBuffer into) {
        var plain = plainIn;
        if (plain == null) {
            return;
        }
        int count = Math.min(into.remaining(), plain.remaining());
        into.put(into.position(), plain, plain.position(), count);
        into.position(into.position() + count);
        plain.position(plain.position() + count);
        if (!plain.hasRemaining()) {
            buffers.giveBack(plain);
            plainIn = null;
        }
    }

    /// Opens one record, if a complete one is here.
    ///
    /// @param into gets the bytes when any record fits; otherwise they are kept
    private boolean unwrapOne(ByteBuffer into) throws IOException {
        if (sealedIn == null || engineEnded) {
            return false;
        }
        SSLEngineResult result;
        if (into.remaining() >= RecordBuffers.BYTES) {
            result = engine.unwrap(sealedIn, into);
        } else {
            var plain = buffers.borrow();
            result = engine.unwrap(sealedIn, plain);
            plainIn = keepFilled(plain);
        }
        if (!sealedIn.hasRemaining()) {
            buffers.giveBack(sealedIn);
            sealedIn = null;
        }
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            throw new SSLException(
                    "a TLS record of more than %,d bytes".formatted(RecordBuffers.BYTES));
        }
        engineEnded = result.getStatus() == Status.CLOSED;
        if (established) {
            afterwards(result.getHandshakeStatus());
        }
        return result.bytesConsumed() > 0;
    }

    /// What an established connection still has to do besides carrying bytes: tickets come, and
    /// keys change.
    private void afterwards(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        // Otherwise it goes out with the next bytes that are written.
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush() && !engineEnded) {
            wrap(NOTHING);
            flush();
        }
    }

    /// Reads more records from the channel.
    private boolean receive() throws IOException {
        if (channelEnded) {
            return false;
        }
        var sealed = sealedIn == null ? buffers.borrow() : sealedIn.compact();
        sealedIn = sealed;
        int count;
        try {
            count = channel.read(sealed);
        } finally {
            sealed.flip();
            if (!sealed.hasRemaining()) {
                buffers.giveBack(sealed);
                sealedIn = null;
            }
        }
        channelEnded = count < 0;
        return count > 0;
    }

    private void wrap(ByteBuffer from) throws IOException {
        var sealed = buffers.borrow();
        SSLEngineResult result = engine.wrap(from, sealed);
        sealedOut = keepFilled(sealed);
        if (result.getStatus() == Status.CLOSED && from.hasRemaining()) {
            throw new SSLException("the server has ended the TLS connection");
        }
    }

    /// The buffer, ready to be read, or null when there is nothing in it.
    private @Nullable ByteBuffer keepFilled(ByteBuffer buffer) {
        if (buffer.flip().hasRemaining()) {
            return buffer;
        }
        buffers.giveBack(buffer);
        return null;
    }

    private void runTasks() {
        // On the caller's thread: what a handshake costs the client is meant to show.
        for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void giveBack(@Nullable ByteBuffer buffer) {
        if (buffer != null) {
            buffers.giveBack(buffer);
        }
    }
}
