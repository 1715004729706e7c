package io.heddle.loadtest.client.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the body of a reply, or the payload of a message, in pieces as they arrive.
@FunctionalInterface
public interface BodyBytes {
    /// Takes what is between the buffer's position and its limit; where the position is left does
    /// not matter.
    void accept(ByteBuffer piece) throws IOException;
}
