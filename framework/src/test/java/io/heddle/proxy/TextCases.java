package io.heddle.proxy;

import static io.heddle.proxy.HeaderCase.INCOMPLETE;
import static io.heddle.proxy.HeaderCase.line;
import static io.heddle.proxy.HeaderCase.refused;

import java.util.List;

/// Headers of version 1 (§2.1), good and bad.
final class TextCases {

    private static final String NO_FAMILY = "neither TCP4, TCP6 nor UNKNOWN";
    private static final String NO_SOURCE = "source is no address of ";
    private static final String NO_DESTINATION = "destination is no address of ";
    private static final String PORT = "port is none of 0 to 65535";

    private TextCases() {}

    static List<HeaderCase> all() {
        return List.of(
                // good
                line(
                        "PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r\n",
                        tcp4("192.168.0.1", 56324, "192.168.0.11", 443)),
                line(
                        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n",
                        tcp4("255.255.255.255", 65535, "255.255.255.255", 65535)),
                line("PROXY TCP4 0.0.0.0 0.0.0.0 0 0\r\n", tcp4("0.0.0.0", 0, "0.0.0.0", 0)),
                line(
                        "PROXY TCP4 127.0.0.1 10.20.30.40 1 80\r\n",
                        tcp4("127.0.0.1", 1, "10.20.30.40", 80)),
                line(
                        "PROXY TCP6 2001:db8::1 2001:db8::2 1234 443\r\n",
                        tcp6("2001:db8:0:0:0:0:0:1", 1234, "2001:db8:0:0:0:0:0:2", 443)),
                line(
                        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
                        tcp6(
                                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                65535,
                                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                                65535)),
                line("PROXY TCP6 :: ::1 1 2\r\n", tcp6("0:0:0:0:0:0:0:0", 1, "0:0:0:0:0:0:0:1", 2)),
                line(
                        "PROXY TCP6 2001:DB8:0:0:0:0:0:A 1:2:3:4:5:6:7:: 1 2\r\n",
                        tcp6("2001:db8:0:0:0:0:0:a", 1, "1:2:3:4:5:6:7:0", 2)),
                line(
                        "PROXY TCP6 0001:0002:0003:0004:0005:0006:0007:0008 ::2:3:4:5:6:7:8 1 2\r\n",
                        tcp6("1:2:3:4:5:6:7:8", 1, "0:2:3:4:5:6:7:8", 2)),
                line(
                        "PROXY TCP6 ::ffff:192.0.2.1 ::ffff:c000:202 1 2\r\n",
                        tcp6("192.0.2.1", 1, "192.0.2.2", 2)),
                line("PROXY UNKNOWN\r\n", "PROXY UNSPEC"),
                line("PROXY UNKNOWN \r\n", "PROXY UNSPEC"),
                line(
                        "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
                        "PROXY UNSPEC"),
                line("PROXY UNKNOWN whatever it is  that comes\r\n", "PROXY UNSPEC"),
                // not all of it
                line("", INCOMPLETE),
                line("P", INCOMPLETE),
                line("PROXY", INCOMPLETE),
                line("PROXY ", INCOMPLETE),
                line("PROXY TCP", INCOMPLETE),
                line("PROXY UNKNOWN", INCOMPLETE),
                line("PROXY UNKNOWN\r", INCOMPLETE),
                line("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443", INCOMPLETE),
                line("PROXY TCP4 192.168.0.1 192.168.0.11 56324 443\r", INCOMPLETE),
                // something else
                line("GET / HTTP/1.1\r\nHost: x\r\n\r\n", refused("byte 0: 0x47 begins none")),
                line("\u0016\u0003\u0001\u0002\u0000\u0001", refused("byte 0: 0x16 begins none")),
                line("POST / HTTP/1.1\r\n", refused("byte 1: no \"PROXY \"")),
                line("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", refused("byte 2: no \"PROXY \"")),
                line("SSH-2.0-OpenSSH_9.2\r\n", refused("byte 0: 0x53")),
                line("proxy TCP4 1.2.3.4 1.2.3.4 1 2\r\n", refused("byte 0: 0x70")),
                line(" PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n", refused("byte 0: 0x20")),
                line("PROXX TCP4 1.2.3.4 1.2.3.4 1 2\r\n", refused("byte 4: no \"PROXY \"")),
                line("\n", refused("byte 0: 0x0a")),
                // spaces
                line("PROXY\tTCP4 1.2.3.4 1.2.3.4 1 2\r\n", refused("byte 5: no \"PROXY \"")),
                line("PROXY  TCP4 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY TCP4  1.2.3.4 1.2.3.4 1 2\r\n", refused("5 fields")),
                line("PROXY TCP4 1.2.3.4  1.2.3.4 1 2\r\n", refused("5 fields")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1  2\r\n", refused("5 fields")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 2 \r\n", refused("5 fields")),
                line("PROXY TCP4 1.2.3.4\t1.2.3.4 1 2\r\n", refused("3 fields")),
                // families
                line("PROXY \r\n", refused(NO_FAMILY)),
                line("PROXY\r\n", refused("byte 5: no \"PROXY \"")),
                line("PROXY TCP5 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY tcp4 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY UDP4 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY TCP 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY TCP4\r\n", refused(NO_FAMILY)),
                line("PROXY TCP46 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_FAMILY)),
                line("PROXY UNKNOWNS\r\n", refused(NO_FAMILY)),
                line("PROXY unknown\r\n", refused(NO_FAMILY)),
                line("PROXY TCP4 ::1 ::1 1 2\r\n", refused(NO_SOURCE + "TCP4: ::1")),
                line("PROXY TCP6 1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_SOURCE + "TCP6: 1.2.3.4")),
                line("PROXY TCP4 1.2.3.4 ::1 1 2\r\n", refused(NO_DESTINATION + "TCP4: ::1")),
                // IPv4 addresses
                line("PROXY TCP4 1.2.3 1.2.3.4 1 2\r\n", refused(NO_SOURCE + "TCP4: 1.2.3")),
                line("PROXY TCP4 1.2.3.4.5 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 1.2.3.256 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 01.2.3.4 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 1.2.3.00 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 1..3.4 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 0x1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 -1.2.3.4 1.2.3.4 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP4 1.2.3.4 1.2.3.+4 1 2\r\n", refused(NO_DESTINATION)),
                line(
                        "PROXY TCP4 localhost 1.2.3.4 1 2\r\n",
                        refused(NO_SOURCE + "TCP4: localhost")),
                line(
                        "PROXY TCP4 1.2.3.\u00b2 1.2.3.4 1 2\r\n",
                        refused(NO_SOURCE + "TCP4: 1.2.3.?")),
                // IPv6 addresses
                line("PROXY TCP6 1:2:3:4:5:6:7 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1:2:3:4:5:6:7:8:9 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1:2:3:4::5:6:7:8 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1::2::3 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 ::: ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 :1:2:3:4:5:6:7 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1:2:3:4:5:6:7: ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 12345::1 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 g::1 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 fe80::1%lo ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 [::1] ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1.2.3.4::1 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 ::1.2.3 ::1 1 2\r\n", refused(NO_SOURCE)),
                line("PROXY TCP6 1:2:3:4:5:6:7:1.2.3.4 ::1 1 2\r\n", refused(NO_SOURCE)),
                // ports
                line("PROXY TCP4 1.2.3.4 1.2.3.4 65536 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 65536\r\n", refused("destination " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 01 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 00\r\n", refused("destination " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 -1 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 +1 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1e3 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 0x1 2\r\n", refused("source " + PORT)),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 \r\n", refused("destination " + PORT)),
                line(
                        "PROXY TCP4 1.2.3.4 1.2.3.4 1 99999999999\r\n",
                        refused("destination " + PORT)),
                line(
                        "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\0\r\n",
                        refused("destination " + PORT + ": 2?")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n", refused("3 fields")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 2 3\r\n", refused("5 fields")),
                // ends
                line("PROXY UNKNOWN\n", refused("byte 13: LF without CR")),
                line("PROXY UNKNOWN\nGET / HTTP/1.1\r\n", refused("byte 13: LF without CR")),
                line("PROXY UNKNOWN\rX\n", refused("byte 14: CR without LF")),
                line("PROXY UNKNOWN \r\r\n", refused("byte 15: CR without LF")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 2\n", refused("LF without CR")),
                line("PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\r\n", refused("CR without LF")),
                line("PROXY UNKNOWN " + "x".repeat(91) + "\r\n", "PROXY UNSPEC"), // 107 bytes
                line(
                        "PROXY UNKNOWN " + "x".repeat(92) + "\r\n",
                        refused("no CR LF within the first 107")),
                line("PROXY TCP4 " + "1".repeat(200), refused("no CR LF within the first 107")));
    }

    private static String tcp4(String source, int from, String destination, int to) {
        return "PROXY TCP4 %s|%d %s|%d".formatted(source, from, destination, to);
    }

    private static String tcp6(String source, int from, String destination, int to) {
        return "PROXY TCP6 %s|%d %s|%d".formatted(source, from, destination, to);
    }
}
