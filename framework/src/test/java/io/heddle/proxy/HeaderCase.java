package io.heddle.proxy;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The first bytes of a connection, and what is to be made of them.
///
/// @param verdict what a good header says, as [#said(ProxyHeader)] puts it; `refused: ` and a part
///   of the reason; or `incomplete`
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record HeaderCase(String name, byte[] bytes, String verdict) {

    static final String INCOMPLETE = "incomplete";

    private static final String REFUSED = "refused: ";
    private static final HexFormat HEX = HexFormat.of();
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    static List<HeaderCase> all() {
        return Stream.concat(TextCases.all().stream(), BinaryCases.all().stream()).toList();
    }

    static HeaderCase line(String line, String verdict) {
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        return new HeaderCase("v1 " + line.strip(), bytes, verdict);
    }

    /// One of version 2.
    ///
    /// @param head the bytes 12 and 13: version, command, family, protocol
    /// @param rest what is behind the length; spaces are left out
    static HeaderCase binary(String name, String head, String rest, String verdict) {
        byte[] block = HEX.parseHex(rest.replace(" ", ""));
        return binary(name, head, block.length, rest, verdict);
    }

    /// The same with a length that may be wrong.
    static HeaderCase binary(String name, String head, int length, String rest, String verdict) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(HEX.parseHex(SIGNATURE + head));
        bytes.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        bytes.writeBytes(HEX.parseHex(rest.replace(" ", "")));
        return new HeaderCase("v2 " + name, bytes.toByteArray(), verdict);
    }

    static HeaderCase hex(String name, String hex, String verdict) {
        return new HeaderCase(name, HEX.parseHex(hex.replace(" ", "")), verdict);
    }

    static String refused(String reason) {
        return REFUSED + reason;
    }

    boolean isRefused() {
        return verdict.startsWith(REFUSED);
    }

    boolean isAccepted() {
        return !isRefused() && !verdict.equals(INCOMPLETE);
    }

    String reason() {
        return verdict.substring(REFUSED.length());
    }

    static String said(ProxyHeader header) {
        String tlvs =
                header.tlvs().stream()
                        .map(tlv -> "%02x=%s".formatted(tlv.type(), HEX.formatHex(tlv.value())))
                        .collect(Collectors.joining(",", " [", "]"));
        return header.command()
                + " "
                + header.family()
                + (header.family() == ProxyHeader.Family.UNSPEC
                        ? ""
                        : " " + said(header.source()) + " " + said(header.destination()))
                + (header.tlvs().isEmpty() ? "" : tlvs);
    }

    private static String said(@Nullable SocketAddress address) {
        return switch (address) {
            case InetSocketAddress inet ->
                    inet.getAddress().getHostAddress() + "|" + inet.getPort();
            case UnixDomainSocketAddress unix -> "unix:" + unix.getPath();
            case null, default -> "-";
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
