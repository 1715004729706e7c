package io.heddle.icmp;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// What an [IcmpParser] makes of a packet.
sealed interface IcmpPacket {

    /// An echo reply, to whomever.
    ///
    /// @param token the first 8 bytes of its payload
    /// @param ttl of the IP header; 0 if the packet came without
    /// @param bytes the length of the ICMP message
    record Reply(int identifier, int sequence, long token, int ttl, int bytes)
            implements IcmpPacket {

        Reply withTtl(int ttl) {
            return new Reply(identifier, sequence, token, ttl, bytes);
        }
    }

    /// An error about an echo request.
    ///
    /// @param quoted the request
    record Problem(IcmpError.Kind kind, int type, int code, Quote quoted) implements IcmpPacket {}

    /// Nothing for us.
    record Discarded(Flaw flaw) implements IcmpPacket {}

    /// What an error says about the echo request that it is about.
    ///
    /// @param target the destination of the request; null if that is not in it
    /// @param hasToken whether the quotation is long enough for the token
    /// @param token 0 if there is none
    record Quote(
            @Nullable InetAddress target,
            int identifier,
            int sequence,
            boolean hasToken,
            long token) {

        Quote withTarget(InetAddress target) {
            return new Quote(target, identifier, sequence, hasToken, token);
        }
    }

    /// Why a packet is not for us.
    enum Flaw {
        /// It ends within a header.
        TRUNCATED,
        /// Its IP header is none, or its lengths contradict each other.
        BAD_IP_HEADER,
        /// Its checksum is wrong.
        BAD_CHECKSUM,
        /// It is a message of another type, in good order as far as can be seen.
        OTHER_TYPE,
        /// It is an echo reply without a token: others have asked.
        NO_TOKEN,
        /// It is an error, but not about an echo request.
        OTHER_QUOTE
    }
}
