package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.WrongReplyException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What a connection does with a codec, without a connection.
final class Conversation {
    private Conversation() {}

    /// A request, put in pieces of `most` bytes.
    static byte[] request(Codec codec, int operation, long stamp, int most) {
        var whole = ByteBuffer.allocate(codec.requestBytes(operation));
        while (whole.hasRemaining()) {
            var piece = ByteBuffer.allocate(Math.min(most, whole.remaining()));
            codec.encode(operation, stamp, whole.position(), piece);
            whole.put(piece.flip());
        }
        return whole.array();
    }

    /// Gives a codec the reply to a request that was written completely, in two pieces.
    ///
    /// @return whether the reply is complete
    static boolean receive(Codec codec, int operation, long stamp, byte[] reply, int first)
            throws WrongReplyException {
        int written = codec.requestBytes(operation);
        boolean complete = false;
        for (var piece :
                new ByteBuffer[] {
                    ByteBuffer.wrap(reply, 0, first).slice(),
                    ByteBuffer.wrap(reply, first, reply.length - first).slice()
                }) {
            while (piece.hasRemaining() && !complete) {
                complete = codec.receive(piece, operation, stamp, written);
            }
        }
        return complete;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
