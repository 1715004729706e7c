package io.heddle.proxy;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Command;
import io.heddle.proxy.ProxyHeader.Family;
import io.heddle.proxy.ProxyHeader.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Version 1: a line of text (§2.1).
final class TextHeader {

    /// The longest line there is, with its end.
    static final int MOST_BYTES = 107;

    private static final String PROTOCOL = "PROXY ";
    private static final String NO_PROTOCOL = "no \"PROXY \"";
    private static final List<String> FAMILIES = List.of("TCP4 ", "TCP6 ", "UNKNOWN");
    private static final String UNKNOWN = "UNKNOWN";
    private static final int FIELDS = 4; // behind the family
    private static final int SHOWN_CHARS = 45;

    private TextHeader() {}

    /// Reads a line. The buffer does not move.
    ///
    /// @param bytes the first of a connection
    /// @return null if it is not complete
    static @Nullable Parsed parse(ByteBuffer bytes) throws PreambleException {
        int length = length(bytes);
        int seen = length < 0 ? bytes.remaining() : length - 2;
        String line = text(bytes, seen);
        checkBeginning(line);
        if (length < 0) {
            if (seen >= MOST_BYTES) {
                throw Malformed.at(
                        MOST_BYTES, "no CR LF within the first " + MOST_BYTES + " bytes");
            }
            return null;
        }
        return new Parsed(header(line), length);
    }

    private static String text(ByteBuffer bytes, int length) {
        var chars = new byte[length];
        bytes.get(bytes.position(), chars);
        return new String(chars, StandardCharsets.ISO_8859_1);
    }

    /// How long the line is with its end; -1 if that has not come. Neither a CR nor a LF ends it
    /// alone, or stands in it.
    private static int length(ByteBuffer bytes) throws PreambleException {
        int start = bytes.position();
        int most = Math.min(bytes.remaining(), MOST_BYTES);
        for (int i = 0; i < most; i++) {
            boolean afterCr = i > 0 && bytes.get(start + i - 1) == '\r';
            boolean isLf = bytes.get(start + i) == '\n';
            if (afterCr && isLf) {
                return i + 1;
            }
            if (afterCr || isLf) {
                throw Malformed.at(i, afterCr ? "CR without LF" : "LF without CR");
            }
        }
        return -1;
    }

    /// Tells what cannot become a header as soon as it can be told.
    private static void checkBeginning(String line) throws PreambleException {
        int begun = Math.min(line.length(), PROTOCOL.length());
        for (int i = 0; i < begun; i++) {
            if (line.charAt(i) != PROTOCOL.charAt(i)) {
                throw Malformed.at(i, NO_PROTOCOL);
            }
        }
        String rest = line.substring(begun);
        String family = rest.endsWith("\r") ? rest.substring(0, rest.length() - 1) : rest;
        for (String known : FAMILIES) {
            if (known.startsWith(family) || family.startsWith(known)) {
                return;
            }
        }
        throw Malformed.at(begun, "neither TCP4, TCP6 nor UNKNOWN");
    }

    private static ProxyHeader header(String line) throws PreambleException {
        if (line.length() < PROTOCOL.length()) {
            throw Malformed.at(line.length(), NO_PROTOCOL);
        }
        String rest = line.substring(PROTOCOL.length());
        if (rest.equals(UNKNOWN) || rest.startsWith(UNKNOWN + " ")) {
            return new ProxyHeader(
                    Version.V1, Command.PROXY, Family.UNSPEC, null, null, List.of(), null);
        }
        int familyEnd = rest.indexOf(' ');
        Family family =
                switch (familyEnd < 0 ? "" : rest.substring(0, familyEnd)) {
                    case "TCP4" -> Family.TCP4;
                    case "TCP6" -> Family.TCP6;
                    default ->
                            throw Malformed.at(PROTOCOL.length(), "neither TCP4, TCP6 nor UNKNOWN");
                };
        String[] fields = rest.substring(familyEnd + 1).split(" ", -1);
        if (fields.length != FIELDS) {
            throw Malformed.at(
                    PROTOCOL.length() + familyEnd + 1,
                    fields.length + " fields with single spaces between, not " + FIELDS);
        }
        return new ProxyHeader(
                Version.V1,
                Command.PROXY,
                family,
                socketAddress("source", family, fields[0], fields[2]),
                socketAddress("destination", family, fields[1], fields[3]),
                List.of(),
                null);
    }

    private static InetSocketAddress socketAddress(
            String name, Family family, String host, String port) throws PreambleException {
        InetAddress address = family.isV6() ? AddressText.parseV6(host) : AddressText.parseV4(host);
        if (address == null) {
            throw new PreambleException(
                    "PROXY header: " + name + " is no address of " + family + ": " + shown(host),
                    null);
        }
        int number = AddressText.parsePort(port);
        if (number < 0) {
            throw new PreambleException(
                    "PROXY header: " + name + " port is none of 0 to 65535: " + shown(port), null);
        }
        return new InetSocketAddress(address, number);
    }

    /// A field, with nothing in it that a line of a log could not hold.
    private static String shown(String field) {
        String printable = field.replaceAll("[^!-~]", "?");
        return printable.length() <= SHOWN_CHARS
                ? printable
                : printable.substring(0, SHOWN_CHARS) + "…";
    }

    static byte[] write(ProxyHeader header) {
        String line =
                header.family() == Family.UNSPEC
                        ? PROTOCOL + UNKNOWN + "\r\n"
                        : line(
                                header.family(),
                                (InetSocketAddress) Objects.requireNonNull(header.source()),
                                (InetSocketAddress) Objects.requireNonNull(header.destination()));
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(
            Family family, InetSocketAddress source, InetSocketAddress destination) {
        return "PROXY %s %s %s %d %d\r\n"
                .formatted(
                        family,
                        AddressText.print(source.getAddress(), family.isV6()),
                        AddressText.print(destination.getAddress(), family.isV6()),
                        source.getPort(),
                        destination.getPort());
    }
}
