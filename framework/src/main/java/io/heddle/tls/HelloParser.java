package io.heddle.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.heddle.HandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a client's first message. Strict: every length is kept to the byte, nothing is given
/// twice, nothing is left over.
final class HelloParser {

    private static final int SERVER_NAME = 0;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int APPLICATION_PROTOCOLS = 16;
    private static final int PRE_SHARED_KEY = 41;
    private static final int SUPPORTED_VERSIONS = 43;

    private static final int HOST_NAME = 0;
    private static final int MAX_NAME_CHARS = 255;
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_SESSION_BYTES = 32;

    private @Nullable String serverName;
    private List<String> applicationProtocols = List.of();
    private List<Integer> versions;
    private List<Integer> signatureSchemes = List.of();

    private HelloParser(int legacyVersion) {
        this.versions = List.of(legacyVersion);
    }

    /// Reads a whole message.
    ///
    /// @param message without its head
    static ClientHello parse(ByteBuffer message) throws HandshakeException {
        var hello = new HelloParser(takeShort(message, "version"));
        take(message, RANDOM_BYTES, "random");
        ByteBuffer session = takeBlock(message, 1, "session id");
        if (session.remaining() > MAX_SESSION_BYTES) {
            throw HelloRecords.bad("session id of %d bytes".formatted(session.remaining()));
        }
        List<Integer> cipherSuites =
                shorts(takeBlock(message, 2, "cipher suites"), "cipher suites");
        if (!takeBlock(message, 1, "compression methods").hasRemaining()) {
            throw HelloRecords.bad("no compression methods");
        }
        if (message.hasRemaining()) {
            hello.extensions(takeBlock(message, 2, "extensions"));
            expectEnd(message, "message");
        }
        return new ClientHello(
                hello.serverName,
                hello.applicationProtocols,
                hello.versions,
                cipherSuites,
                hello.signatureSchemes);
    }

    private void extensions(ByteBuffer extensions) throws HandshakeException {
        var seen = new BitSet();
        while (extensions.hasRemaining()) {
            int type = takeShort(extensions, "type of an extension");
            ByteBuffer content = takeBlock(extensions, 2, "extension");
            if (seen.get(type)) {
                throw HelloRecords.bad("extension %d is given twice".formatted(type));
            }
            if (seen.get(PRE_SHARED_KEY)) {
                throw HelloRecords.bad(
                        "extension %d after the one that must be last".formatted(type));
            }
            seen.set(type);
            extension(type, content);
        }
    }

    private void extension(int type, ByteBuffer content) throws HandshakeException {
        switch (type) {
            case SERVER_NAME -> {
                ByteBuffer names = takeBlock(content, 2, "server names");
                expectEnd(content, "server names");
                serverName = serverName(names);
            }
            case APPLICATION_PROTOCOLS -> {
                ByteBuffer names = takeBlock(content, 2, "application protocols");
                expectEnd(content, "application protocols");
                applicationProtocols = protocols(names);
            }
            case SUPPORTED_VERSIONS -> {
                versions = shorts(takeBlock(content, 1, "versions"), "versions");
                expectEnd(content, "versions");
            }
            case SIGNATURE_ALGORITHMS -> {
                signatureSchemes = shorts(takeBlock(content, 2, "signatures"), "signatures");
                expectEnd(content, "signatures");
            }
            default -> {
                // none of ours; the engine judges it
            }
        }
    }

    private static @Nullable String serverName(ByteBuffer names) throws HandshakeException {
        String host = null;
        if (!names.hasRemaining()) {
            throw HelloRecords.bad("no server name where one is announced");
        }
        while (names.hasRemaining()) {
            int type = take(names, 1, "type of a server name").get() & 0xff;
            ByteBuffer name = takeBlock(names, 2, "server name");
            if (type == HOST_NAME) {
                if (host != null) {
                    throw HelloRecords.bad("two server names");
                }
                host = hostName(name);
            }
        }
        return host;
    }

    private static String hostName(ByteBuffer name) throws HandshakeException {
        if (name.remaining() == 0 || name.remaining() > MAX_NAME_CHARS) {
            throw HelloRecords.bad("server name of %d bytes".formatted(name.remaining()));
        }
        String text = ISO_8859_1.decode(name).toString();
        for (int i = 0; i < text.length(); i++) {
            if (!isOfName(text.charAt(i))) {
                throw HelloRecords.bad("byte %d in a server name".formatted((int) text.charAt(i)));
            }
        }
        String plain = HostName.of(text);
        if (plain.isEmpty()) {
            throw HelloRecords.bad("server name of a dot alone");
        }
        return plain;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_';
    }

    private static List<String> protocols(ByteBuffer names) throws HandshakeException {
        List<String> protocols = new ArrayList<>();
        while (names.hasRemaining()) {
            ByteBuffer name = takeBlock(names, 1, "application protocol");
            if (!name.hasRemaining()) {
                throw HelloRecords.bad("empty application protocol");
            }
            protocols.add(ISO_8859_1.decode(name).toString());
        }
        if (protocols.isEmpty()) {
            throw HelloRecords.bad("no application protocols where some are announced");
        }
        return protocols;
    }

    private static List<Integer> shorts(ByteBuffer from, String what) throws HandshakeException {
        if (!from.hasRemaining() || from.remaining() % 2 != 0) {
            throw HelloRecords.bad("%s of %d bytes".formatted(what, from.remaining()));
        }
        List<Integer> numbers = new ArrayList<>(from.remaining() / 2);
        while (from.hasRemaining()) {
            numbers.add(from.getShort() & 0xffff);
        }
        return numbers;
    }

    private static int takeShort(ByteBuffer from, String what) throws HandshakeException {
        return take(from, 2, what).getShort() & 0xffff;
    }

    /// Takes a length of so many bytes, and as many bytes as it says.
    private static ByteBuffer takeBlock(ByteBuffer from, int lengthBytes, String what)
            throws HandshakeException {
        ByteBuffer head = take(from, lengthBytes, what);
        int length = lengthBytes == 1 ? head.get() & 0xff : head.getShort() & 0xffff;
        return take(from, length, what);
    }

    private static ByteBuffer take(ByteBuffer from, int length, String what)
            throws HandshakeException {
        if (length > from.remaining()) {
            throw HelloRecords.bad(
                    "%s of %d bytes, of which %d are there"
                            .formatted(what, length, from.remaining()));
        }
        ByteBuffer taken = from.slice(from.position(), length);
        from.position(from.position() + length);
        return taken;
    }

    private static void expectEnd(ByteBuffer from, String what) throws HandshakeException {
        if (from.hasRemaining()) {
            throw HelloRecords.bad("%d bytes left over after %s".formatted(from.remaining(), what));
        }
    }
}
