package io.heddle.loadtest.conformance;

import static io.heddle.loadtest.conformance.Difference.COMPRESSES;
import static io.heddle.loadtest.conformance.Difference.DECLINES;
import static io.heddle.loadtest.conformance.Difference.ENDS;
import static io.heddle.loadtest.conformance.Difference.GOES_ON;
import static io.heddle.loadtest.conformance.Difference.REFUSES;

import java.util.List;

/// All differences, server by server.
final class Differences {
    private static final String OFFER = "7692-7.1 permessage-deflate";

    /// Of Netty 4.2.18.
    static final List<Difference> NETTY =
            List.of(
                    Difference.of(
                            ENDS,
                            "it answers a close frame that is wrong with the end of the connection",
                            "7.4 code 0",
                            "7.4 code 1",
                            "7.4 code 999",
                            "7.4 code 1004",
                            "7.4 code 1005",
                            "7.4 code 1006",
                            "7.4 code 1015",
                            "7.4 code 1016",
                            "7.4 code 1100",
                            "7.4 code 1999",
                            "7.4 code 2000",
                            "7.4 code 2999",
                            "7.1.6 a reason that is not UTF-8: a wrong byte",
                            "7.1.6 a reason that is not UTF-8: longer than need be",
                            "7.1.6 a reason that is not UTF-8: half of a pair*",
                            "7.1.6 a reason that is not UTF-8: beyond the last character"),
                    Difference.of(
                            "close 1000",
                            "it takes a reason whose last character is incomplete",
                            "7.1.6 a reason that is not UTF-8: a character without its end"),
                    Difference.of("close 5000", "it takes codes from 5000 on", "7.4 code 5000"),
                    Difference.of("close 65535", "it takes codes from 5000 on", "7.4 code 65535"),
                    Difference.of(
                            ENDS,
                            "it looks at text when its frame is there as a whole, as it may",
                            "8.1 at once: a wrong byte in a frame that goes on",
                            "8.1 at once: f4 90 in a frame that goes on",
                            "8.1 at once: a wrong byte in a long frame that goes on"),
                    Difference.of(
                            ENDS,
                            "what joins fragments, or inflates, throws, and its user is to say why",
                            "10.4 fragments of a byte too many",
                            "10.4 compressed, a byte too many",
                            "7692-7.2.2 bytes that cannot be inflated",
                            "7692-7.2.2 a distance beyond the beginning"),
                    Difference.of(
                            ENDS,
                            "it fails at a compressed fragment of which nothing comes out yet",
                            "7692-6.1 fragments of one byte"),
                    Difference.of(
                            GOES_ON,
                            "where extensions are allowed it does not look at reserved bits",
                            "7692-6.1 a second fragment that says it is compressed",
                            "7692-6.1 a ping that says it is compressed",
                            "5.2 compressed, with another reserved bit"),
                    Difference.of(
                            DECLINES,
                            "by default no client says how it compresses",
                            OFFER + "; server_no_context_takeover",
                            OFFER + "; server_no_context_takeover; client_no_context_takeover",
                            OFFER + "; server_max_window_bits=15",
                            OFFER + "; server_max_window_bits=\"15\"",
                            OFFER + "; server_max_window_bits=15; client_max_window_bits=15"),
                    Difference.of(
                            COMPRESSES,
                            "it takes values where none may be, and one that is empty",
                            OFFER + "; client_max_window_bits=",
                            OFFER + "; client_no_context_takeover=true"),
                    Difference.of(
                            COMPRESSES,
                            "it takes a parameter that is there twice",
                            OFFER + "; client_no_context_takeover; client_no_context_takeover",
                            OFFER + "; client_max_window_bits; client_max_window_bits=10"),
                    Difference.of(
                            REFUSES,
                            "it fails at a window that is no number, and just ends",
                            OFFER + "; client_max_window_bits=ten"));

    /// Of Jetty 12.1.14.
    static final List<Difference> JETTY =
            List.of(
                    Difference.of(
                            GOES_ON,
                            "it takes a length in more bytes than need be",
                            "5.2 no bytes, said in two",
                            "5.2 one byte, said in two",
                            "5.2 125 bytes, said in two",
                            "5.2 no bytes, said in eight",
                            "5.2 125 bytes, said in eight",
                            "5.2 126 bytes, said in eight",
                            "5.2 65535 bytes, said in eight",
                            "5.2 a ping's length in two bytes"),
                    Difference.of(
                            "close 1009",
                            "a length whose first bit is set is too long to it, not wrong",
                            "5.2 a length with its first bit set",
                            "5.2 a length of 64 bits"),
                    Difference.of(
                            ENDS,
                            "it cuts a long frame into fragments, and refuses it when too much is"
                                    + " there",
                            "10.4 a frame of a byte too many",
                            "10.4 text of a byte too many"),
                    Difference.of(
                            ENDS,
                            "it looks at text when its message is there as a whole, as it may",
                            "8.1 at once*"),
                    Difference.of(
                            COMPRESSES,
                            "it takes a limit of its window, which the JDK cannot keep to",
                            OFFER + "; server_max_window_bits=10"),
                    Difference.of(
                            COMPRESSES,
                            "it takes values where none may be, and windows that there are not",
                            OFFER + "; server_max_window_bits",
                            OFFER + "; server_max_window_bits=7",
                            OFFER + "; server_max_window_bits=16",
                            OFFER + "; server_max_window_bits=015",
                            OFFER + "; client_max_window_bits=7",
                            OFFER + "; client_max_window_bits=16",
                            OFFER + "; client_max_window_bits=ten",
                            OFFER + "; server_no_context_takeover=1",
                            OFFER + "; client_no_context_takeover=true"),
                    Difference.of(
                            COMPRESSES,
                            "it takes a parameter that is there twice",
                            OFFER + "; client_no_context_takeover; client_no_context_takeover",
                            OFFER + "; client_max_window_bits; client_max_window_bits=10"),
                    Difference.of(
                            REFUSES,
                            "it answers 400 to what it does not know, where the standard goes on"
                                    + " without",
                            OFFER + "; Client_No_Context_Takeover",
                            OFFER + "; client_max_window_bits=",
                            OFFER + "; unknown_parameter*"));

    private Differences() {}
}
