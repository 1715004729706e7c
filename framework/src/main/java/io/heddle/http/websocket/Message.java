package io.heddle.http.websocket;

import java.nio.charset.StandardCharsets;

/// A message, which is text or binary. One that is to go to many is best made once and sent to
/// each. Immutable as far as nobody changes the bytes.
public final class Message {

    private final boolean isText;
    private final byte[] bytes;

    Message(boolean isText, byte[] bytes) {
        this.isText = isText;
        this.bytes = bytes;
    }

    /// Text. Half a surrogate pair becomes a question mark.
    public static Message text(String text) {
        return new Message(true, text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bytes.
    ///
    /// @param bytes not copied
    public static Message binary(byte[] bytes) {
        return new Message(false, bytes);
    }

    /// Whether it is text.
    public boolean isText() {
        return isText;
    }

    /// The text. Bytes that are no text are read as UTF-8, with U+FFFD for what is none.
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// The bytes; of a text, those in UTF-8. Not copied.
    public byte[] bytes() {
        return bytes;
    }

    /// How many bytes.
    public int length() {
        return bytes.length;
    }

    /// The kind and the length; the content may be a secret.
    @Override
    public String toString() {
        return (isText ? "text of " : "binary of ") + bytes.length + " bytes";
    }
}
