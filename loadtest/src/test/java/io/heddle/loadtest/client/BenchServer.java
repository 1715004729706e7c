package io.heddle.loadtest.client;

import io.heddle.loadtest.wire.FrameLayout;
import io.heddle.loadtest.wire.OperationKind;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// Serves bench frames, and counts which operations were asked for.
final class BenchServer {
    private final AtomicIntegerArray counts = new AtomicIntegerArray(256);

    /// How often this operation was asked for.
    int count(OperationKind kind) {
        return counts.get(kind.code());
    }

    /// To be run by a [TestServer] for each connection.
    void serve(InputStream input, OutputStream output) throws IOException {
        var data = new DataInputStream(input);
        var header = new byte[FrameLayout.HEADER_BYTES];
        while (true) {
            try {
                data.readFully(header);
            } catch (EOFException e) {
                return;
            }
            var fields = ByteBuffer.wrap(header);
            var body = data.readNBytes(fields.getInt(FrameLayout.LENGTH_OFFSET));
            int code = fields.get(FrameLayout.OPERATION_OFFSET);
            counts.incrementAndGet(code);
            byte[] reply = reply(code, fields.getShort(FrameLayout.ARGUMENT_OFFSET), body);
            fields.putInt(FrameLayout.LENGTH_OFFSET, reply.length);
            // In one piece: two would wait for each other's acknowledgement.
            output.write(
                    ByteBuffer.allocate(header.length + reply.length)
                            .put(header)
                            .put(reply)
                            .array());
        }
    }

    private static byte[] reply(int code, int argument, byte[] body) {
        if (code == OperationKind.BYTES.code()) {
            return new byte[argument * 1024];
        }
        return code == OperationKind.SINK.code() ? new byte[0] : body;
    }
}
