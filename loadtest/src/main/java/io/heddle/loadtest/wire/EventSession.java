package io.heddle.loadtest.wire;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One connection of a server whose code is told what happens: each request is answered before the
/// next is begun.
///
/// While a request is under way, what comes is kept, and reading is paused: at most what was read
/// at once is held. All methods are called on the loop of the connection.
public final class EventSession {
    private final BenchService service;
    private final EventPeer peer;
    private final FrameReader reader = new FrameReader();
    private final List<Publication> untaken = new ArrayList<>(0); // written, but there is no room
    private final List<Publication> waiting = new ArrayList<>(0); // behind a reply in chunks
    private @Nullable ByteBuffer held; // came while a request was under way
    private @Nullable BackendLink backend;
    private @Nullable Frame calling; // waits for the backend
    private boolean busy; // a request is under way
    private boolean full; // the last write left no room
    private int toFill; // bytes of a reply that are still to be written
    private boolean closed;

    public EventSession(BenchService service, EventPeer peer) {
        this.service = service;
        this.peer = peer;
    }

    EventPeer peer() {
        return peer;
    }

    /// These bytes came; all are taken or copied before this returns.
    public void received(ByteBuffer bytes) {
        if (held == null) {
            answerAll(bytes);
        }
        if (bytes.hasRemaining() && !closed) {
            hold(bytes);
        }
        peer.flush();
    }

    /// There is room for writing again.
    public void writable() {
        full = false;
        untaken.forEach(Publication::taken);
        untaken.clear();
        if (!closed) {
            fill();
            goOn();
        }
    }

    /// The connection has ended.
    public void closed() {
        closed = true;
        service.eventSubscribers().remove(this);
        untaken.forEach(Publication::taken);
        untaken.clear();
        waiting.forEach(Publication::taken);
        waiting.clear();
        if (backend != null) {
            backend.close();
        }
    }

    /// Somebody has published this.
    void deliver(Publication publication) {
        if (closed) {
            publication.taken();
        } else if (toFill > 0) {
            waiting.add(publication);
        } else {
            write(publication.frame().toWrite());
            peer.flush();
            if (full) {
                untaken.add(publication);
            } else {
                publication.taken();
            }
        }
    }

    private boolean ready() {
        return !busy && !full && toFill == 0 && !closed;
    }

    private void answerAll(ByteBuffer bytes) {
        try {
            while (ready()) {
                var frame = reader.next(bytes);
                if (frame == null) {
                    return;
                }
                answer(frame);
            }
        } catch (ProtocolException e) {
            fail();
        }
    }

    private void answer(Frame frame) throws ProtocolException {
        switch (frame.kind()) {
            case ECHO -> write(frame.bytes());
            case SINK -> write(frame.withoutBody().bytes());
            case BURN -> {
                service.work().burn(frame.argument());
                write(frame.bytes());
            }
            case DELAY -> {
                busy = true;
                var reply = frame.copy();
                peer.schedule(frame.argument(), () -> finish(reply));
            }
            case BACKEND -> call(frame);
            case BYTES -> {
                toFill = frame.argument() * BenchService.KIB;
                write(frame.headerFor(toFill, frame.flags()).bytes());
                fill();
            }
            case SUBSCRIBE -> {
                // What is published from now on comes later on this loop, behind the reply.
                service.eventSubscribers().add(this);
                write(frame.withoutBody().bytes());
            }
            case PUBLISH -> {
                busy = true;
                var acknowledgement = frame.headerFor(0, 1);
                service.eventSubscribers()
                        .publish(frame.withFlags(0), peer, () -> finish(acknowledgement));
            }
            case PLAINTEXT, JSON, FILE ->
                    throw new ProtocolException("frame with " + frame.kind() + ", which is HTTP's");
        }
    }

    private void call(Frame frame) throws ProtocolException {
        var address = service.requireBackend();
        if (frame.flags() == 0) {
            write(frame.bytes());
            return;
        }
        busy = true;
        calling = frame.copy();
        if (backend == null) {
            backend = new BackendLink(this::called, this::fail);
            peer.connect(address, backend);
        }
        backend.call(frame.flags(), frame.argument());
    }

    private void called() {
        var reply = calling;
        calling = null;
        if (reply != null) {
            finish(reply);
        }
    }

    private void finish(Frame reply) {
        if (!closed) {
            busy = false;
            write(reply.bytes());
            goOn();
        }
    }

    /// Takes up what came meanwhile.
    private void goOn() {
        var bytes = held;
        if (bytes != null && !closed) {
            answerAll(bytes);
            if (!bytes.hasRemaining() && !closed) {
                held = null;
                peer.resume();
            }
        }
        peer.flush();
    }

    private void hold(ByteBuffer bytes) {
        var before = held;
        var both =
                ByteBuffer.allocate(bytes.remaining() + (before == null ? 0 : before.remaining()));
        if (before == null) {
            peer.pause();
        } else {
            both.put(before);
        }
        held = both.put(bytes).flip();
    }

    /// Writes on with a reply that is written in chunks, while there is room.
    private void fill() {
        while (toFill > 0 && !full) {
            int bytes = Math.min(toFill, BenchService.CHUNK_BYTES);
            toFill -= bytes;
            write(service.filler(bytes));
        }
        if (toFill == 0 && !waiting.isEmpty()) {
            var late = List.copyOf(waiting);
            waiting.clear();
            late.forEach(this::deliver);
        }
    }

    private void write(ByteBuffer bytes) {
        full |= !peer.write(bytes);
    }

    private void fail() {
        if (!closed) {
            peer.flush();
            closed();
            peer.close();
        }
    }
}
