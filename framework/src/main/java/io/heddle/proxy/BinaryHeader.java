package io.heddle.proxy;

import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Command;
import io.heddle.proxy.ProxyHeader.Family;
import io.heddle.proxy.ProxyHeader.Version;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Version 2: binary (§2.2).
final class BinaryHeader {

    /// What every header has before its addresses.
    static final int HEAD_BYTES = 16;

    static final int MOST_BYTES = HEAD_BYTES + 0xffff;

    private static final byte[] SIGNATURE = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };
    private static final int COMMAND_AT = SIGNATURE.length;
    private static final int FAMILY_AT = COMMAND_AT + 1;
    private static final int LENGTH_AT = FAMILY_AT + 1;
    private static final int VERSION = 0x2;
    private static final int MOST_FAMILY = 0x3;
    private static final int MOST_PROTOCOL = 0x2;
    private static final int PATH_BYTES = 108;

    private BinaryHeader() {}

    /// Reads a header. The buffer does not move.
    ///
    /// @param bytes the first of a connection
    /// @param mostBytes how long it may be
    /// @return null if it is not complete
    static @Nullable Parsed parse(ByteBuffer bytes, int mostBytes) throws PreambleException {
        int start = bytes.position();
        int signed = Math.min(bytes.remaining(), SIGNATURE.length);
        for (int i = 0; i < signed; i++) {
            if (bytes.get(start + i) != SIGNATURE[i]) {
                throw Malformed.at(i, "not the signature of version 2");
            }
        }
        if (bytes.remaining() <= COMMAND_AT) {
            return null;
        }
        Command command = command(bytes.get(start + COMMAND_AT) & 0xff);
        if (bytes.remaining() <= FAMILY_AT) {
            return null;
        }
        Family family = family(command, bytes.get(start + FAMILY_AT) & 0xff);
        if (bytes.remaining() < HEAD_BYTES) {
            return null;
        }
        int length = length(bytes);
        checkLength(length, family, mostBytes);
        if (bytes.remaining() < length) {
            return null;
        }
        return new Parsed(header(command, family, bytes.slice(start, length)), length);
    }

    /// How long a header is of which the head has come.
    static int length(ByteBuffer bytes) {
        return HEAD_BYTES + (bytes.getShort(bytes.position() + LENGTH_AT) & 0xffff);
    }

    private static Command command(int code) throws PreambleException {
        if (code >> 4 != VERSION) {
            throw Malformed.at(COMMAND_AT, "version " + (code >> 4) + ", not 2");
        }
        return switch (code & 0xf) {
            case 0 -> Command.LOCAL;
            case 1 -> Command.PROXY;
            default ->
                    throw Malformed.at(
                            COMMAND_AT, "command " + (code & 0xf) + ", neither LOCAL nor PROXY");
        };
    }

    /// Of a proxy's own connection the family does not count.
    private static Family family(Command command, int code) throws PreambleException {
        if (command == Command.LOCAL) {
            return Family.UNSPEC;
        }
        if (code >> 4 > MOST_FAMILY || (code & 0xf) > MOST_PROTOCOL) {
            throw Malformed.at(FAMILY_AT, "unknown family and protocol 0x%02x".formatted(code));
        }
        for (Family family : Family.values()) {
            if (family.code() == code) {
                return family;
            }
        }
        return Family.UNSPEC; // one half of it is not said
    }

    private static void checkLength(int length, Family family, int mostBytes)
            throws PreambleException {
        int least = HEAD_BYTES + family.addressBytes();
        if (length < least) {
            throw Malformed.at(
                    LENGTH_AT, family + " has at least " + least + " bytes, was of " + length);
        }
        if (length > mostBytes) {
            throw Malformed.at(LENGTH_AT, "header of " + length + " bytes, limit " + mostBytes);
        }
    }

    private static ProxyHeader header(Command command, Family family, ByteBuffer bytes)
            throws PreambleException {
        if (command == Command.LOCAL) {
            return ProxyHeader.local(); // the rest does not count
        }
        int familyCode = bytes.get(FAMILY_AT) & 0xff;
        bytes.position(HEAD_BYTES);
        Ends ends = ends(family, bytes);
        List<Tlv> tlvs = familyCode == family.code() ? tlvs(family, bytes) : List.of();
        return new ProxyHeader(
                Version.V2, command, family, ends.source(), ends.destination(), tlvs, null);
    }

    /// Whose addresses are not said may have some all the same, of a length that nobody knows. What
    /// is no list of TLVs then is taken for these.
    private static List<Tlv> tlvs(Family family, ByteBuffer bytes) throws PreambleException {
        TlvBlock.Parsed parsed = TlvBlock.parse(bytes);
        if (parsed.problem() != null) {
            if (family == Family.UNSPEC) {
                return List.of();
            }
            throw new PreambleException("PROXY header: " + parsed.problem(), null);
        }
        checkSum(parsed.tlvs(), bytes);
        return parsed.tlvs();
    }

    private record Ends(@Nullable SocketAddress source, @Nullable SocketAddress destination) {}

    private static Ends ends(Family family, ByteBuffer bytes) {
        if (family.isInet()) {
            InetAddress source = inet(family, bytes);
            InetAddress destination = inet(family, bytes);
            return new Ends(
                    new InetSocketAddress(source, bytes.getShort() & 0xffff),
                    new InetSocketAddress(destination, bytes.getShort() & 0xffff));
        }
        return family.isUnix() ? new Ends(unix(bytes), unix(bytes)) : new Ends(null, null);
    }

    private static InetAddress inet(Family family, ByteBuffer bytes) {
        var address = new byte[family.isV6() ? 16 : 4];
        bytes.get(address);
        return AddressText.address(address);
    }

    /// @return null if it has a name that is no path of this system
    private static @Nullable SocketAddress unix(ByteBuffer bytes) {
        var path = new byte[PATH_BYTES];
        bytes.get(path);
        int length = 0;
        while (length < PATH_BYTES && path[length] != 0) {
            length++;
        }
        if (length == 0 && !isZero(path)) {
            return null; // an abstract name
        }
        try {
            return UnixDomainSocketAddress.of(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(path, 0, length))
                            .toString());
        } catch (CharacterCodingException | InvalidPathException noPath) {
            return null;
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether there is room for a path.
    static boolean fits(UnixDomainSocketAddress address) {
        return pathBytes(address).length <= PATH_BYTES;
    }

    private static byte[] pathBytes(@Nullable SocketAddress address) {
        return address == null
                ? new byte[0]
                : ((UnixDomainSocketAddress) address)
                        .getPath()
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static void checkSum(List<Tlv> tlvs, ByteBuffer bytes) throws PreambleException {
        Tlv said = Tlv.first(tlvs, Tlv.CRC32C);
        if (said == null) {
            return;
        }
        if (tlvs.stream().filter(tlv -> tlv.type() == Tlv.CRC32C).count() > 1) {
            throw new PreambleException("PROXY header: more than one CRC32C", null);
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).put(bytes.duplicate().rewind());
        int found = sum(copy.flip(), tlvs);
        int expected = ByteBuffer.wrap(said.bytes()).getInt();
        if (found != expected) {
            throw new PreambleException(
                    "PROXY header: CRC32C is 0x%08x, was said to be 0x%08x"
                            .formatted(found, expected),
                    null);
        }
    }

    /// The checksum of a header whose TLVs are the last; the field has zeros afterwards.
    private static int sum(ByteBuffer header, List<Tlv> tlvs) {
        header.putInt(fieldAt(header, tlvs), 0);
        var crc = new CRC32C();
        crc.update(header.duplicate());
        return (int) crc.getValue();
    }

    private static int fieldAt(ByteBuffer header, List<Tlv> tlvs) {
        int at = header.limit() - TlvBlock.length(tlvs);
        for (Tlv tlv : tlvs) {
            if (tlv.type() == Tlv.CRC32C) {
                break;
            }
            at += Tlv.HEAD_BYTES + tlv.length();
        }
        return at + Tlv.HEAD_BYTES;
    }

    static byte[] write(ProxyHeader header) {
        Family family = header.family();
        int length = HEAD_BYTES + family.addressBytes() + TlvBlock.length(header.tlvs());
        if (length > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "header has at most " + MOST_BYTES + " bytes, was of " + length);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.put(SIGNATURE)
                .put((byte) (VERSION << 4 | (header.command() == Command.PROXY ? 1 : 0)))
                .put((byte) family.code())
                .putShort((short) (length - HEAD_BYTES));
        if (family.isInet()) {
            writeInet(
                    family,
                    (InetSocketAddress) Objects.requireNonNull(header.source()),
                    (InetSocketAddress) Objects.requireNonNull(header.destination()),
                    bytes);
        } else if (family.isUnix()) {
            for (byte[] path :
                    List.of(pathBytes(header.source()), pathBytes(header.destination()))) {
                bytes.put(path).position(bytes.position() + PATH_BYTES - path.length);
            }
        }
        TlvBlock.write(header.tlvs(), bytes);
        bytes.flip();
        if (header.tlv(Tlv.CRC32C) != null) {
            int sum = sum(bytes, header.tlvs());
            bytes.putInt(fieldAt(bytes, header.tlvs()), sum);
        }
        return bytes.array();
    }

    private static void writeInet(
            Family family, InetSocketAddress source, InetSocketAddress destination, ByteBuffer to) {
        for (InetSocketAddress address : List.of(source, destination)) {
            InetAddress host = address.getAddress();
            to.put(family.isV6() ? AddressText.v6Bytes(host) : host.getAddress());
        }
        to.putShort((short) source.getPort()).putShort((short) destination.getPort());
    }
}
