package io.heddle.loadtest.wire;

import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One connection of a server whose code blocks: each request is answered before the next is read.
final class BlockingSession {
    private final BenchService service;
    private final FrameStream stream;
    private @Nullable BackendConnection backend;

    BlockingSession(BenchService service, FrameStream stream) {
        this.service = service;
        this.stream = stream;
    }

    void serve() throws IOException, InterruptedException {
        try {
            for (var frame = stream.read(); frame != null; frame = stream.read()) {
                answer(frame);
            }
        } finally {
            service.blockingSubscribers().remove(stream);
            if (backend != null) {
                backend.close();
            }
        }
    }

    private void answer(Frame frame) throws IOException, InterruptedException {
        switch (frame.kind()) {
            case ECHO -> stream.write(frame.toWrite());
            case SINK -> stream.write(frame.withoutBody().toWrite());
            case BURN -> {
                service.work().burn(frame.argument());
                stream.write(frame.toWrite());
            }
            case DELAY -> {
                Thread.sleep(frame.argument());
                stream.write(frame.toWrite());
            }
            case BACKEND -> {
                backend().call(frame.flags(), frame.argument());
                stream.write(frame.toWrite());
            }
            case BYTES -> stream.write(bytesReply(frame));
            case SUBSCRIBE -> service.blockingSubscribers().add(stream, frame.withoutBody());
            case PUBLISH -> {
                service.blockingSubscribers().publish(frame.withFlags(0));
                stream.write(frame.headerFor(0, 1).toWrite());
            }
            case PLAINTEXT, JSON, FILE ->
                    throw new ProtocolException("frame with " + frame.kind() + ", which is HTTP's");
        }
    }

    private ByteBuffer[] bytesReply(Frame frame) {
        int bytes = frame.argument() * BenchService.KIB;
        int chunks = Math.ceilDiv(bytes, BenchService.CHUNK_BYTES);
        var parts = new ByteBuffer[1 + chunks];
        parts[0] = frame.headerFor(bytes, frame.flags()).toWrite();
        for (int i = 0; i < chunks; i++) {
            int left = bytes - i * BenchService.CHUNK_BYTES;
            parts[1 + i] = service.filler(Math.min(left, BenchService.CHUNK_BYTES));
        }
        return parts;
    }

    private BackendConnection backend() throws IOException {
        var open = backend;
        if (open == null) {
            open = BackendConnection.open(service.requireBackend());
            backend = open;
        }
        return open;
    }
}
