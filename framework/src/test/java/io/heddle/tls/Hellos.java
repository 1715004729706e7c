package io.heddle.tls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;

/// ClientHellos as bytes: those of the JDK, and those that a test makes up piece by piece.
final class Hellos {

    private final List<byte[]> extensions = new ArrayList<>();
    private byte[] cipherSuites = shorts(0x1301, 0x1302);
    private byte[] compression = {0};
    private byte[] session = {};

    /// What a client of the JDK sends first.
    static byte[] ofJdk(String serverName, String... protocols) throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine("peer", 1);
        engine.setUseClientMode(true);
        var parameters = engine.getSSLParameters();
        if (serverName != null) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        parameters.setApplicationProtocols(protocols);
        engine.setSSLParameters(parameters);
        engine.beginHandshake();
        var out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return bytes(out.flip());
    }

    Hellos cipherSuites(byte[] content) {
        cipherSuites = content;
        return this;
    }

    Hellos compression(byte[] content) {
        compression = content;
        return this;
    }

    Hellos session(byte[] content) {
        session = content;
        return this;
    }

    Hellos extension(int type, byte[] content) {
        extensions.add(joined(shorts(type), block(2, content)));
        return this;
    }

    Hellos serverName(String name) {
        byte[] entry = joined(new byte[] {0}, block(2, latin(name)));
        return extension(0, block(2, entry));
    }

    Hellos protocols(String... names) {
        byte[] list = {};
        for (String name : names) {
            list = joined(list, block(1, latin(name)));
        }
        return extension(16, block(2, list));
    }

    /// The message, with its head.
    byte[] message() {
        byte[] body =
                joined(
                        shorts(0x0303),
                        new byte[32],
                        block(1, session),
                        block(2, cipherSuites),
                        block(1, compression));
        if (!extensions.isEmpty()) {
            body = joined(body, block(2, joined(extensions.toArray(byte[][]::new))));
        }
        return joined(new byte[] {1}, block(3, body));
    }

    /// In one record.
    byte[] record() {
        return records(message(), Integer.MAX_VALUE);
    }

    /// A message in records of so many bytes each.
    static byte[] records(byte[] message, int bytesEach) {
        var out = new ByteArrayOutputStream();
        for (int at = 0; at < message.length; ) {
            int length = Math.min(bytesEach, message.length - at);
            out.writeBytes(new byte[] {22, 3, 1});
            out.writeBytes(shorts(length));
            out.write(message, at, length);
            at += length;
        }
        return out.toByteArray();
    }

    static byte[] shorts(int... values) {
        var bytes = ByteBuffer.allocate(2 * values.length);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    /// Content after its length.
    static byte[] block(int lengthBytes, byte[] content) {
        var head = new byte[lengthBytes];
        for (int i = 0; i < lengthBytes; i++) {
            head[i] = (byte) (content.length >>> (8 * (lengthBytes - 1 - i)));
        }
        return joined(head, content);
    }

    static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] bytes(ByteBuffer content) {
        var bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
