package io.heddle.http.websocket;

/// Whether and how messages are compressed, if the peer wants it too: permessage-deflate ([RFC 7692
/// §7](https://www.rfc-editor.org/rfc/rfc7692#section-7)).
///
/// Without context takeover each message is compressed for itself, and a WebSocket keeps nothing
/// for it between two messages. With it a message may refer to those before, which makes small ones
/// that are alike much smaller, and costs about 300 KiB of native memory for each WebSocket.
///
/// @param level 1, fast, to 9, small; 0 of [#OFF] alone
/// @param contextTakeover whether messages may refer to those before; the peer may refuse that
/// @param least bytes that a message must have to be compressed, at least 1
public record PerMessageDeflate(int level, boolean contextTakeover, int least) {

    /// Nothing is compressed.
    public static final PerMessageDeflate OFF = new PerMessageDeflate(0, false, 1);

    /// Messages of 256 bytes and more are compressed, fast, each for itself.
    public static final PerMessageDeflate ON = new PerMessageDeflate(1, false, 256);

    /// @throws IllegalArgumentException naming what is out of its range
    public PerMessageDeflate {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("level must be between 1 and 9, was " + level);
        }
        if (least < 1) {
            throw new IllegalArgumentException("least must be at least 1, was " + least);
        }
    }

    boolean isOn() {
        return level > 0;
    }

    /// A copy with another level, 1 to 9.
    public PerMessageDeflate withLevel(int level) {
        return new PerMessageDeflate(level, contextTakeover, least);
    }

    /// A copy with or without context takeover.
    public PerMessageDeflate withContextTakeover(boolean contextTakeover) {
        return new PerMessageDeflate(level, contextTakeover, least);
    }

    /// A copy with another shortest message that is compressed, in bytes.
    public PerMessageDeflate withLeast(int least) {
        return new PerMessageDeflate(level, contextTakeover, least);
    }
}
