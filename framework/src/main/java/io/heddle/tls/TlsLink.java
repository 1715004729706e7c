package io.heddle.tls;

import io.heddle.Connection;
import io.heddle.HandshakeException;
import io.heddle.StreamTruncatedException;
import io.heddle.TransportException;
import io.heddle.TransportLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Carries bytes in records of TLS. The JDK's engine makes them and takes them apart; here is what
/// goes on around it: when it is asked, and what becomes of its verdicts.
///
/// The reader may have to answer (a key update, an alert): what the system does not take at once is
/// kept, within bounds, and goes out with the next call in either direction.
final class TlsLink implements TransportLink {

    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);
    private static final int EMPTY_RECORDS = 64; // until a call lets others have their turn

    private final Connection connection;
    private final SSLEngine engine;
    private final Inbound inbound;
    private final Outbound outbound;
    private boolean begun; // the handshake; written by its thread
    private boolean established; // likewise
    private boolean lastWordWasPeers; // in the handshake
    private boolean ended; // the peer's stream; confined to the reader
    private volatile @Nullable IOException failure; // of the reader, who tells of it

    /// @param first what was read from the socket already, or null
    TlsLink(
            Connection connection,
            ByteChannel socket,
            SSLEngine engine,
            @Nullable ByteBuffer first) {
        this.connection = connection;
        this.engine = engine;
        this.inbound = new Inbound(engine, socket, first);
        this.outbound = new Outbound(engine, socket);
    }

    @Override
    public Step handshake() throws IOException {
        inbound.begin();
        try {
            if (!begun) {
                begun = true;
                engine.beginHandshake();
            }
            return proceed();
        } catch (SSLException bad) {
            tellWhy(bad);
            throw new HandshakeException(
                    "handshake with " + connection + " failed: " + bad.getMessage(), bad);
        } finally {
            inbound.end();
        }
    }

    private Step proceed() throws IOException {
        while (true) {
            Step next =
                    switch (engine.getHandshakeStatus()) {
                        case NEED_TASK -> runTasks();
                        case NEED_WRAP -> outbound.answer() ? null : Step.NEEDS_WRITE;
                        case NEED_UNWRAP, NEED_UNWRAP_AGAIN ->
                                outbound.flush() ? listen() : Step.NEEDS_WRITE;
                        case FINISHED, NOT_HANDSHAKING ->
                                outbound.flush() ? establish() : Step.NEEDS_WRITE;
                    };
            if (next != null) {
                return next;
            }
        }
    }

    /// @return null: it goes on
    private @Nullable Step runTasks() {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
        return null;
    }

    private @Nullable Step listen() throws IOException {
        if (!inbound.hasRecord()) {
            int count = inbound.receive(0);
            if (count < 0) {
                throw new HandshakeException(connection + " ended in the handshake", null);
            }
            return count == 0 ? Step.NEEDS_READ : null;
        }
        SSLEngineResult result = inbound.unwrap(NO_ROOM);
        lastWordWasPeers = result.getHandshakeStatus() == HandshakeStatus.FINISHED;
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            outbound.answer();
            throw new HandshakeException(connection + " ended the handshake", null);
        }
        return null;
    }

    private Step establish() {
        if (!established) {
            established = true;
            boolean typesAreHidden = engine.getSession().getProtocol().equals("TLSv1.3");
            if (!typesAreHidden) {
                inbound.settle();
            }
            connection.attribute(TlsSession.KEY, TlsSession.of(engine, isResumed(typesAreHidden)));
        }
        return Step.DONE;
    }

    /// In a full handshake of TLS 1.2 the server has the last word, in a short one the client. With
    /// TLS 1.3, a session that was used before says when.
    private boolean isResumed(boolean tls13) {
        return tls13
                ? engine.getSession().getLastAccessedTime() != engine.getSession().getCreationTime()
                : lastWordWasPeers != engine.getUseClientMode();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int start = target.position();
        inbound.begin();
        try {
            inbound.takePayload(target);
            int empty = 0;
            while (target.hasRemaining() && !ended && failure == null && empty < EMPTY_RECORDS) {
                int before = target.position();
                if ((before > start && inbound.hasAlert()) || !decrypt(target)) {
                    break;
                }
                empty = target.position() > before ? 0 : empty + 1;
            }
        } catch (SSLException bad) {
            tellWhy(bad);
            failure = new TransportException(connection + " broke off: " + bad.getMessage(), bad);
        } catch (IOException broken) {
            failure = broken;
        } finally {
            inbound.end();
        }
        int count = target.position() - start;
        if (count > 0) {
            return count;
        }
        IOException broken = failure;
        if (broken != null) {
            throw broken;
        }
        return ended ? -1 : 0;
    }

    /// Takes one record, or bytes from the socket.
    ///
    /// @return false if there is nothing now
    private boolean decrypt(ByteBuffer target) throws IOException {
        if (!inbound.hasRecord()) {
            int count = inbound.receive(target.remaining());
            if (count < 0) {
                throw new StreamTruncatedException(
                        connection + " ended without the end that TLS wants", null);
            }
            return count > 0;
        }
        SSLEngineResult result = inbound.unwrap(target);
        ended = engine.isInboundDone();
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !outbound.answer()) {
            throw new TransportException(connection + " reads no answers and wants more", null);
        }
        return true;
    }

    @Override
    public boolean hasMore() {
        return ended || failure != null || inbound.hasAlert();
    }

    /// Sends the alert, as far as the system takes it now.
    private void tellWhy(SSLException bad) {
        try {
            if (bad instanceof RefusedRecordException refused) {
                outbound.refuse(refused.alert());
            } else {
                outbound.answer();
            }
        } catch (IOException gone) {
            bad.addSuppressed(gone);
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        try {
            return outbound.write(source);
        } catch (SSLException bad) {
            throw new TransportException(connection + " broke off: " + bad.getMessage(), bad);
        } catch (IOException broken) {
            throw failure instanceof TransportException known ? known : broken;
        }
    }

    @Override
    public boolean flush() throws IOException {
        return outbound.flush();
    }

    @Override
    public boolean endOutput() throws IOException {
        return outbound.end();
    }

    @Override
    public boolean isEmpty() {
        return inbound.isEmpty() && outbound.isEmpty();
    }
}
