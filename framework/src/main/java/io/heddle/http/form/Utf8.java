package io.heddle.http.form;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Text of bytes that may be none.
final class Utf8 {

    private Utf8() {}

    /// The text, or null if the bytes are none.
    static @Nullable String decode(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }
}
