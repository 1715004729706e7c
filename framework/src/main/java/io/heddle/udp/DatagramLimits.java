package io.heddle.udp;

import io.heddle.AcceptRate;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Objects;

/// How much a datagram server takes on. What comes beyond a limit is dropped and counted
/// ([DropReason]).
///
/// @param handlers how many handlers of datagrams run at once, 1 to 1,000,000; default 1,024
/// @param queue how many datagrams wait for a handler, 0 to 1,000,000; default 1,024
/// @param sessions how many sessions there are at once, 1 to 10,000,000; default 10,000
/// @param mailbox how many datagrams of a session wait to be received, 1 to 1,000,000; default 16
/// @param waitingBytes how many bytes wait in the queue and in all mailboxes together, at least
///   65,507; default 16 MiB
/// @param datagramBytes the largest datagram that is taken, 0 to 65,507 bytes; default 65,507
/// @param perSource how many datagrams one source may send; default any number. The latest 65,536
///   sources are remembered, in some 9 MiB; who is forgotten begins anew
/// @param bitsV4 how many leading bits of an IPv4 address make a source, 8 to 32; default 32
/// @param bitsV6 how many leading bits of an IPv6 address make a source, 16 to 128; default 64,
///   which is what one host usually has for itself
/// @param amplification how many times the bytes that a peer has sent may be sent to it while it is
///   not verified, 1 to 1,000, or [#UNLIMITED]. Default 3, as in [RFC 9000
///   §8.1](https://www.rfc-editor.org/rfc/rfc9000#section-8.1): source addresses can be forged, and
///   a server that answers much to little is what floods are made with. Who has nothing but errors
///   to tell to strangers takes 1
public record DatagramLimits(
        int handlers,
        int queue,
        int sessions,
        int mailbox,
        long waitingBytes,
        int datagramBytes,
        AcceptRate perSource,
        int bitsV4,
        int bitsV6,
        int amplification) {

    /// No limit of the amplification.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int MILLION = 1_000_000;
    private static final int MOST_TIMES = 1_000;

    /// What is described above as the default of each.
    public static final DatagramLimits DEFAULT =
            new DatagramLimits(
                    1_024,
                    1_024,
                    10_000,
                    16,
                    16 << 20,
                    Bounds.MAX_PAYLOAD,
                    AcceptRate.UNLIMITED,
                    32,
                    64,
                    3);

    /// For peers that were chosen by this side.
    static final DatagramLimits TRUSTING = DEFAULT.withAmplification(UNLIMITED);

    /// @throws IllegalArgumentException naming everything that is out of its range
    public DatagramLimits {
        Objects.requireNonNull(perSource, "perSource");
        new Bounds()
                .between("handlers", 1, MILLION, handlers)
                .between("queue", 0, MILLION, queue)
                .between("sessions", 1, 10 * MILLION, sessions)
                .between("mailbox", 1, MILLION, mailbox)
                .between("waitingBytes", Bounds.MAX_PAYLOAD, Long.MAX_VALUE, waitingBytes)
                .between("datagramBytes", 0, Bounds.MAX_PAYLOAD, datagramBytes)
                .between("bitsV4", 8, 32, bitsV4)
                .between("bitsV6", 16, 128, bitsV6)
                .between(
                        "amplification",
                        1,
                        amplification == UNLIMITED ? UNLIMITED : MOST_TIMES,
                        amplification)
                .throwIfAny();
    }

    /// A copy with another number of handlers at once, 1 to 1,000,000.
    public DatagramLimits withHandlers(int handlers) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another queue before the handlers, 0 to 1,000,000.
    public DatagramLimits withQueue(int queue) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another number of sessions, 1 to 10,000,000.
    public DatagramLimits withSessions(int sessions) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with mailboxes of another size, 1 to 1,000,000.
    public DatagramLimits withMailbox(int mailbox) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another bound of waiting bytes, at least 65,507.
    public DatagramLimits withWaitingBytes(long waitingBytes) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another largest datagram, 0 to 65,507 bytes.
    public DatagramLimits withDatagramBytes(int datagramBytes) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another rate for each source.
    public DatagramLimits withPerSource(AcceptRate perSource) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with sources of another size.
    ///
    /// @param bitsV4 8 to 32
    /// @param bitsV6 16 to 128
    public DatagramLimits withSourceBits(int bitsV4, int bitsV6) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// A copy with another amplification, 1 to 1,000 or [#UNLIMITED].
    public DatagramLimits withAmplification(int amplification) {
        return new DatagramLimits(
                handlers,
                queue,
                sessions,
                mailbox,
                waitingBytes,
                datagramBytes,
                perSource,
                bitsV4,
                bitsV6,
                amplification);
    }

    /// How many leading bits make the source of an address.
    int sourceBits(InetAddress address) {
        return address instanceof Inet4Address ? bitsV4 : bitsV6;
    }

    /// How many bytes may go to an unverified peer that has sent so many.
    long allowed(long received) {
        return amplification == UNLIMITED ? Long.MAX_VALUE : received * amplification;
    }
}
