package io.heddle.proxy;

import io.heddle.Connection;
import io.heddle.Network;
import io.heddle.Preamble;
import io.heddle.PreambleException;
import io.heddle.proxy.ProxyHeader.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The PROXY protocol at a listener: trusted proxies say for whom they speak, and the connection is
/// the client's from then on ([ProxyHeader#of(Connection)]). It is never guessed whether a header
/// comes (§2): a trusted sender must send one, an untrusted one must not.
///
/// A header must be there within [io.heddle.Timeouts#preamble()].
///
/// @param trusted from where proxies connect: their socket's address counts, and no name
/// @param trustsUnix whether whoever can connect to a Unix-domain socket is trusted
/// @param servesOthers whether who is not trusted is served as what it is, or refused
/// @param versions which headers may come
/// @param mostHeaderBytes how long a header may be, 232 to 65,551; one of version 1 always has 107
///   at most
public record ProxyProtocol(
        List<Network> trusted,
        boolean trustsUnix,
        boolean servesOthers,
        Set<Version> versions,
        int mostHeaderBytes)
        implements Preamble {

    private static final int DEFAULT_MOST_BYTES = 4096;
    private static final int LEAST_MOST_BYTES = 232; // addresses of Unix sockets, without a TLV

    /// @throws IllegalArgumentException if nobody is trusted, no version may come, or the length is
    ///   out of its range
    public ProxyProtocol {
        trusted = List.copyOf(trusted);
        versions = Set.copyOf(versions);
        if (trusted.isEmpty() && !trustsUnix) {
            throw new IllegalArgumentException("trusted must have at least one network");
        }
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("versions must have at least one");
        }
        if (mostHeaderBytes < LEAST_MOST_BYTES || mostHeaderBytes > BinaryHeader.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "mostHeaderBytes must be between %d and %d, was %d"
                            .formatted(LEAST_MOST_BYTES, BinaryHeader.MOST_BYTES, mostHeaderBytes));
        }
    }

    /// Everybody must be trusted, and send a header. Others are turned away before a byte of theirs
    /// is read.
    public static ProxyProtocol requiredFrom(List<Network> trusted) {
        return of(trusted, false);
    }

    /// The same for a Unix-domain socket, whose mode says who is trusted.
    public static ProxyProtocol requiredOverUnix() {
        return new ProxyProtocol(
                List.of(), true, false, Set.of(Version.values()), DEFAULT_MOST_BYTES);
    }

    /// Trusted senders must send a header. Others are served as what they are: what they send is
    /// never taken for one.
    public static ProxyProtocol fromTrusted(List<Network> trusted) {
        return of(trusted, true);
    }

    private static ProxyProtocol of(List<Network> trusted, boolean servesOthers) {
        return new ProxyProtocol(
                trusted, false, servesOthers, Set.of(Version.values()), DEFAULT_MOST_BYTES);
    }

    /// A copy that takes headers of these versions only.
    public ProxyProtocol withVersions(Version... versions) {
        return new ProxyProtocol(
                trusted, trustsUnix, servesOthers, Set.of(versions), mostHeaderBytes);
    }

    /// A copy with another maximal length of headers, 232 to 65,551.
    public ProxyProtocol withMostHeaderBytes(int mostHeaderBytes) {
        return new ProxyProtocol(trusted, trustsUnix, servesOthers, versions, mostHeaderBytes);
    }

    @Override
    public Expectation expectedOf(SocketAddress peer) {
        if (isTrusted(peer)) {
            return Expectation.REQUIRED;
        }
        return servesOthers ? Expectation.NONE : Expectation.REFUSED;
    }

    private boolean isTrusted(SocketAddress peer) {
        return peer instanceof InetSocketAddress inet
                ? trusted.stream().anyMatch(network -> network.contains(inet.getAddress()))
                : trustsUnix && peer instanceof UnixDomainSocketAddress;
    }

    @Override
    public @Nullable Parties receive(Connection connection) throws IOException {
        ProxyHeader header = read(connection).withSender(connection.peerAddress());
        header.keep(connection);
        return header.hasAddresses()
                ? new Parties(
                        Objects.requireNonNull(header.source()),
                        Objects.requireNonNull(header.destination()))
                : null;
    }

    private ProxyHeader read(Connection connection) throws IOException {
        var parser = new HeaderParser(versions, mostHeaderBytes);
        var bytes = new byte[LEAST_MOST_BYTES];
        int count = 0;
        while (true) {
            ByteBuffer seen = ByteBuffer.wrap(bytes, 0, count);
            Parsed parsed = parser.parse(seen);
            if (parsed != null) {
                return parsed.header();
            }
            int missing = HeaderParser.missing(seen);
            bytes = bytes.length < count + missing ? Arrays.copyOf(bytes, count + missing) : bytes;
            int read = connection.input().read(bytes, count, missing);
            if (read < 0) {
                throw new PreambleException(
                        "PROXY header: the stream ended after " + count + " bytes of it", null);
            }
            count += read;
        }
    }
}
