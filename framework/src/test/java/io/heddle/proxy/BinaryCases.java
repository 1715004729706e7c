package io.heddle.proxy;

import static io.heddle.proxy.HeaderCase.INCOMPLETE;
import static io.heddle.proxy.HeaderCase.binary;
import static io.heddle.proxy.HeaderCase.hex;
import static io.heddle.proxy.HeaderCase.refused;

import java.util.List;

/// Headers of version 2 (§2.2), good and bad.
final class BinaryCases {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String V4 = "c0000201 c6336402 1f90 01bb";
    private static final String V4_SAID = " 192.0.2.1|8080 198.51.100.2|443";
    private static final String V6 =
            "20010db8000000000000000000000001 20010db8000000000000000000000002 1f90 01bb";
    private static final String V6_SAID = " 2001:db8:0:0:0:0:0:1|8080 2001:db8:0:0:0:0:0:2|443";
    private static final String MAPPED =
            "00000000000000000000ffffc0000201 00000000000000000000ffffc6336402 1f90 01bb";
    private static final String NO_PATH = "00".repeat(108);
    private static final String ABSTRACT = "0061".concat("00".repeat(106));
    private static final String NOT_UTF8 = "2fff".concat("00".repeat(106));
    private static final String PATH = "2f61".concat("00".repeat(106)); // /a
    private static final String FULL = "61".repeat(108);

    private BinaryCases() {}

    static List<HeaderCase> all() {
        return List.of(
                // good
                binary("TCP4", "2111", V4, "PROXY TCP4" + V4_SAID),
                binary("UDP4", "2112", V4, "PROXY UDP4" + V4_SAID),
                binary("TCP6", "2121", V6, "PROXY TCP6" + V6_SAID),
                binary("UDP6", "2122", V6, "PROXY UDP6" + V6_SAID),
                binary("TCP6, IPv4 within", "2121", MAPPED, "PROXY TCP6" + V4_SAID),
                binary(
                        "Unix",
                        "2131",
                        PATH + FULL,
                        "PROXY UNIX_STREAM unix:/a unix:" + "a".repeat(108)),
                binary(
                        "Unix datagrams",
                        "2132",
                        PATH + PATH,
                        "PROXY UNIX_DATAGRAM unix:/a unix:/a"),
                binary("Unix, unnamed", "2131", NO_PATH + PATH, "PROXY UNIX_STREAM unix: unix:/a"),
                binary("Unix, abstract", "2131", ABSTRACT + PATH, "PROXY UNIX_STREAM - unix:/a"),
                binary("Unix, not UTF-8", "2131", PATH + NOT_UTF8, "PROXY UNIX_STREAM unix:/a -"),
                binary(
                        "ports 0 and 65535",
                        "2111",
                        "00000000 ffffffff 0000 ffff",
                        "PROXY TCP4 0.0.0.0|0 255.255.255.255|65535"),
                // without addresses
                binary("LOCAL", "2000", "", "LOCAL UNSPEC"),
                binary("LOCAL, TCP4", "2011", V4, "LOCAL UNSPEC"),
                binary("LOCAL, TCP4 without addresses", "2011", "", "LOCAL UNSPEC"),
                binary("LOCAL, unknown family", "20ff", "0102", "LOCAL UNSPEC"),
                binary("LOCAL, anything behind", "2000", "ff ff ff ff", "LOCAL UNSPEC"),
                binary("LOCAL, wrong checksum", "2000", "03 0004 00000001", "LOCAL UNSPEC"),
                binary("UNSPEC", "2100", "", "PROXY UNSPEC"),
                binary("UNSPEC with a TLV", "2100", "05 0001 41", "PROXY UNSPEC [05=41]"),
                binary("UNSPEC with addresses of some kind", "2100", V4, "PROXY UNSPEC"),
                binary(
                        "UNSPEC, right checksum",
                        "2100",
                        "03 0004 3ec9894e",
                        "PROXY UNSPEC [03=3ec9894e]"),
                binary(
                        "UNSPEC, wrong checksum",
                        "2100",
                        "03 0004 00000001",
                        refused("CRC32C is 0x3ec9894e, was said to be 0x00000001")),
                binary("IPv4 of no protocol", "2110", V4, "PROXY UNSPEC"),
                binary("IPv6 of no protocol", "2120", V6, "PROXY UNSPEC"),
                binary("Unix of no protocol", "2130", "", "PROXY UNSPEC"),
                binary("stream of no family", "2101", V4, "PROXY UNSPEC"),
                binary("datagrams of no family", "2102", "0102", "PROXY UNSPEC"),
                // TLVs
                tlv("ALPN", "01 0002 6832", "01=6832"),
                tlv("AUTHORITY", "02 0009 6c6f63616c686f7374", "02=6c6f63616c686f7374"),
                tlv("AUTHORITY that is no UTF-8", "02 0002 fffe", "02=fffe"),
                tlv("NOOP, empty", "04 0000", "04="),
                tlv("NOOP", "04 0003 010203", "04=010203"),
                tlv("UNIQUE_ID, empty", "05 0000", "05="),
                tlv(
                        "UNIQUE_ID of 128 bytes",
                        "05 0080" + "ab".repeat(128),
                        "05=" + "ab".repeat(128)),
                tlv("SSL without parts", "20 0005 01 00000000", "20=0100000000"),
                tlv(
                        "SSL with a version",
                        "20 000f 01 00000001 21 0007 544c5376312e33",
                        "20=0100000001210007544c5376312e33"),
                tlv(
                        "SSL with parts of no length",
                        "20 0008 07 00000000 220000",
                        "20=0700000000220000"),
                tlv("NETNS", "30 0003 6e7331", "30=6e7331"),
                tlv("unknown type", "ee 0002 0102", "ee=0102"),
                tlv("type 0", "00 0000", "00="),
                tlv("two of a type", "ee 0001 01 ee 0001 02", "ee=01,ee=02"),
                tlv("two types", "01 0002 6832 ea 0000", "01=6832,ea="),
                tlv("right checksum", "03 0004 dca6b6bb", "03=dca6b6bb"),
                tlv(
                        "right checksum before another",
                        "03 0004 178ba380 ee 0001 01",
                        "03=178ba380,ee=01"),
                badTlv(
                        "wrong checksum",
                        "03 0004 dca6b6ba",
                        "CRC32C is 0xdca6b6bb, was said to be 0xdca6b6ba"),
                badTlv("checksum of zeros", "03 0004 00000000", "was said to be 0x00000000"),
                badTlv("checksum of 3 bytes", "03 0003 000000", "CRC32C has 4 bytes, was of 3"),
                badTlv("checksum of 5 bytes", "03 0005 0000000000", "CRC32C has 4 bytes, was of 5"),
                badTlv(
                        "two checksums",
                        "03 0004 00000000 03 0004 00000000",
                        "more than one CRC32C"),
                badTlv(
                        "UNIQUE_ID of 129 bytes",
                        "05 0081" + "ab".repeat(129),
                        "UNIQUE_ID has at most 128 bytes, was of 129"),
                badTlv("SSL of 4 bytes", "20 0004 01000000", "SSL has at least 5 bytes, was of 4"),
                badTlv(
                        "SSL whose part is too long",
                        "20 0008 01 00000000 21 0001",
                        "in SSL: TLV 0x21 has 1 bytes, 0 are left"),
                badTlv("SSL with a rest", "20 0006 01 00000000 21", "in SSL: 1 bytes are left"),
                badTlv("one byte left", "04", "1 bytes are left, which are no TLV"),
                badTlv("two bytes left", "04 0000 04 00", "2 bytes are left, which are no TLV"),
                badTlv("one byte too long", "04 0003 0102", "TLV 0x04 has 3 bytes, 2 are left"),
                badTlv("as long as can be", "04 ffff 0102", "TLV 0x04 has 65535 bytes, 2 are left"),
                // not all of it
                hex("v2 signature", SIGNATURE, INCOMPLETE),
                hex("v2 half of the signature", "0d0a0d0a00", INCOMPLETE),
                hex("v2 without a length", SIGNATURE + "2111", INCOMPLETE),
                hex("v2 with half a length", SIGNATURE + "211100", INCOMPLETE),
                binary("TCP4 without an address", "2111", 12, "", INCOMPLETE),
                binary("TCP4 short by a byte", "2111", 12, "c0000201 c6336402 1f90 01", INCOMPLETE),
                binary("LOCAL short by a byte", "2000", 3, "0102", INCOMPLETE),
                // bad
                hex(
                        "v2 wrong signature, first",
                        "0d0d0a0d0a",
                        refused("byte 1: not the signature")),
                hex(
                        "v2 wrong signature, last",
                        "0d0a0d0a000d0a515549540b" + "21110000",
                        refused("byte 11: not the signature")),
                hex(
                        "v2 with a NUL left out",
                        "0d0a0d0a0d0a515549540a" + "21110000",
                        refused("byte 4: not the signature")),
                hex("two empty lines", "0d0a0d0a47", refused("byte 4: not the signature")),
                binary("version 1", "1111", V4, refused("byte 12: version 1, not 2")),
                binary("version 3", "3111", V4, refused("byte 12: version 3, not 2")),
                binary("version 0", "0111", V4, refused("byte 12: version 0, not 2")),
                binary("command 2", "2211", V4, refused("byte 12: command 2")),
                binary("command 15", "2f11", V4, refused("byte 12: command 15")),
                binary(
                        "family 4",
                        "2141",
                        V4,
                        refused("byte 13: unknown family and protocol 0x41")),
                binary(
                        "family 15",
                        "21f0",
                        "",
                        refused("byte 13: unknown family and protocol 0xf0")),
                binary(
                        "protocol 3",
                        "2113",
                        V4,
                        refused("byte 13: unknown family and protocol 0x13")),
                binary(
                        "protocol 15",
                        "210f",
                        "",
                        refused("byte 13: unknown family and protocol 0x0f")),
                binary(
                        "TCP4 of 11 bytes",
                        "2111",
                        "c0000201 c6336402 1f90 01",
                        refused("TCP4 has at least 28 bytes, was of 27")),
                binary(
                        "TCP4 of none",
                        "2111",
                        "",
                        refused("TCP4 has at least 28 bytes, was of 16")),
                binary(
                        "TCP6 of IPv4's length",
                        "2121",
                        V4,
                        refused("TCP6 has at least 52 bytes, was of 28")),
                binary(
                        "Unix of 215 bytes",
                        "2131",
                        "00".repeat(215),
                        refused("UNIX_STREAM has at least 232 bytes, was of 231")),
                binary(
                        "4,096 bytes",
                        "2100",
                        "04 0fed" + "00".repeat(4077),
                        "PROXY UNSPEC [04=" + "00".repeat(4077) + "]"),
                binary(
                        "4,097 bytes",
                        "2100",
                        "04 0fee" + "00".repeat(4078),
                        refused("header of 4097 bytes, limit 4096")),
                binary(
                        "as long as can be",
                        "2000",
                        0xffff,
                        "",
                        refused("header of 65551 bytes, limit 4096")));
    }

    private static HeaderCase tlv(String name, String tlvs, String said) {
        return binary(name, "2111", V4 + tlvs, "PROXY TCP4" + V4_SAID + " [" + said + "]");
    }

    private static HeaderCase badTlv(String name, String tlvs, String reason) {
        return binary(name, "2111", V4 + tlvs, refused(reason));
    }
}
