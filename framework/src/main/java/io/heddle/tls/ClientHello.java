package io.heddle.tls;

import io.heddle.HandshakeException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client offers when it begins a handshake ([RFC 8446
/// §4.1.2](https://www.rfc-editor.org/rfc/rfc8446#section-4.1.2), [RFC 5246
/// §7.4.1.2](https://www.rfc-editor.org/rfc/rfc5246#section-7.4.1.2)). All of it is the client's
/// word, before anything is proven.
///
/// Numbers are those of the registries of IANA, in the client's order; values that nobody has a
/// meaning for are among them, as clients send some on purpose ([RFC
/// 8701](https://www.rfc-editor.org/rfc/rfc8701)).
///
/// @param serverName whom it wants, in lower case and without a dot at the end; letters, digits,
///   dots, hyphens and underscores. Null if it does not say
/// @param applicationProtocols of ALPN, a character for each byte; empty if it does not say
/// @param versions of TLS: 0x0304 is 1.3
/// @param cipherSuites at least one
/// @param signatureSchemes empty if it does not say
public record ClientHello(
        @Nullable String serverName,
        List<String> applicationProtocols,
        List<Integer> versions,
        List<Integer> cipherSuites,
        List<Integer> signatureSchemes) {

    /// How long one may be, as it comes over the wire, heads of records included.
    static final int MAX_BYTES = 16_384;

    public ClientHello {
        applicationProtocols = List.copyOf(applicationProtocols);
        versions = List.copyOf(versions);
        cipherSuites = List.copyOf(cipherSuites);
        signatureSchemes = List.copyOf(signatureSchemes);
    }

    /// Reads one from what a peer sent first.
    ///
    /// @param received its content is not moved
    /// @return null if more has to come
    /// @throws HandshakeException if it is none, or longer than 16,384 bytes
    public static @Nullable ClientHello parse(ByteBuffer received) throws HandshakeException {
        ByteBuffer message = HelloRecords.message(received);
        return message == null ? null : HelloParser.parse(message);
    }

    /// Whether the client offers a version of TLS, 0x0304 say.
    public boolean offers(int version) {
        return versions.contains(version);
    }

    /// What it offers, without harm to a log.
    @Override
    public String toString() {
        var text = new StringBuilder("ClientHello for ").append(serverName);
        text.append(", protocols [");
        for (int i = 0; i < applicationProtocols.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            appendPlain(text, applicationProtocols.get(i));
        }
        text.append("], versions ").append(hex(versions));
        return text.append(", cipher suites ").append(hex(cipherSuites)).toString();
    }

    private static void appendPlain(StringBuilder text, String protocol) {
        for (int i = 0; i < protocol.length(); i++) {
            char c = protocol.charAt(i);
            if (c > ' ' && c < 0x7f && c != '\\') {
                text.append(c);
            } else {
                text.append("\\x%02x".formatted((int) c));
            }
        }
    }

    private static List<String> hex(List<Integer> numbers) {
        return numbers.stream().map("%04x"::formatted).toList();
    }
}
