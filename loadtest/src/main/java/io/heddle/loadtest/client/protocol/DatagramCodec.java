package io.heddle.loadtest.client.protocol;

import io.heddle.loadtest.client.WrongReplyException;
import java.nio.ByteBuffer;

/// An echo of datagrams: what another codec speaks, where a request is one datagram and its reply
/// another of the same size.
///
/// The bytes that [#receive] is given must be those of one datagram.
final class DatagramCodec implements Codec {
    private final Codec codec;

    private DatagramCodec(Codec codec) {
        this.codec = codec;
    }

    static Codecs of(Codecs codecs) {
        return () -> new DatagramCodec(codecs.create());
    }

    @Override
    public int requestBytes(int operation) {
        return codec.requestBytes(operation);
    }

    @Override
    public void encode(int operation, long stamp, int offset, ByteBuffer target) {
        codec.encode(operation, stamp, offset, target);
    }

    @Override
    public boolean receive(ByteBuffer bytes, int operation, long stamp, int written)
            throws WrongReplyException {
        int size = codec.requestBytes(operation);
        if (bytes.remaining() != size) {
            throw new WrongReplyException(
                    "a datagram of %,d bytes came back when one of %,d was sent"
                            .formatted(bytes.remaining(), size));
        }
        return codec.receive(bytes, operation, stamp, written);
    }
}
