package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class IcmpPermissionTest {

    private static final List<String> WITHOUT_NET_RAW =
            List.of("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw");

    private static final List<String> STATUS =
            List.of(
                    "Name:\tjava",
                    "Gid:\t1000\t1000\t1000\t1000",
                    "Groups:\t27 1000 ",
                    "CapEff:\t0000000000000000");

    @Test
    void saysWhatIsMissingAndHowToGetIt() {
        String missing = PermissionFacts.of(List.of("1\t0"), STATUS).print();

        assertEquals(
                "ICMP needs a ping socket or a raw socket, and this process may open neither."
                        + " Ping sockets are for the groups of net.ipv4.ping_group_range, which is"
                        + " 1 0 (no group), and this process is in group 27, 1000; as root: sysctl -w"
                        + " net.ipv4.ping_group_range=\"27 27\". Raw sockets need CAP_NET_RAW, which"
                        + " this process has not; a container gets it with --cap-add NET_RAW, a"
                        + " service with AmbientCapabilities=CAP_NET_RAW",
                missing);
    }

    @Test
    void widensTheRangeNoFurtherThanNeeded() {
        String missing = PermissionFacts.of(List.of("2000\t3000"), STATUS).print();

        assertTrue(missing.contains("which is 2000 3000, and"), missing);
        assertTrue(missing.contains("ping_group_range=\"27 3000\""), missing);
    }

    @Test
    void readsCapabilities() {
        assertTrue(PermissionFacts.of(List.of(), List.of("CapEff:\t0000000000002000")).hasNetRaw());
    }

    @Test
    void saysWhatItCannotRead() {
        String missing = PermissionFacts.of(List.of(), List.of("", "Gid:", "CapEff:\tx")).print();

        assertTrue(missing.contains("which cannot be read"), missing);
        assertTrue(missing.contains("in unknown groups"), missing);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "networks are made by namespaces of Linux")
    void nothingIsHalfOpenWithoutPermission() throws Exception {
        try (var child = IcmpNetwork.start("1 0", WITHOUT_NET_RAW)) {
            String probed = child.ask("probe");
            String opened = child.ask("open");

            assertTrue(
                    probed.startsWith("IcmpPermission[ipv4=NONE, ipv6=NONE, missing=ICMP needs"),
                    probed);
            assertTrue(opened.startsWith("PermissionException: ICMP needs a ping socket"), opened);
            assertTrue(opened.contains("which is 1 0 (no group)"), opened);
            assertTrue(opened.contains("CAP_NET_RAW, which this process has not"), opened);
            assertEquals("0", child.ask("sockets"));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "networks are made by namespaces of Linux")
    void pingSocketsNeedNoCapability() throws Exception {
        try (var child = IcmpNetwork.start("0 0", WITHOUT_NET_RAW)) {
            assertEquals("open 0", child.ask("open"));
            assertEquals("reply 64 64", child.ask("ping 10.0.0.2 10000"));
        }
    }
}
