package io.heddle.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ChildJvm;
import io.heddle.icmp.IcmpPacket.Discarded;
import io.heddle.icmp.IcmpPacket.Problem;
import io.heddle.icmp.IcmpPacket.Reply;
import io.heddle.icmp.IcmpParser.Prefix;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Malformed packets disturb nobody. `-Dheddle.icmp.packets=100000` sends as many over raw sockets.
@Timeout(120)
class MalformedIcmpTest {

    private static final int PACKETS = Integer.getInteger("heddle.icmp.packets", 10_000);
    private static final int MOST_GROWN = 5 * 1_024; // kilobytes

    @Test
    void parserStandsThem() {
        var malformed = new Malformed(new Random(1));
        int discarded = 0;
        for (int i = 0; i < 100_000; i++) {
            Malformed.Packet packet = malformed.next();
            IcmpPacket parsed =
                    packet.version() == IcmpVersion.IPV4
                            ? IcmpParser.parse4(packet.bytes(), Prefix.IP_HEADER)
                            : IcmpParser.parse6(packet.bytes());
            switch (parsed) {
                case Discarded _ -> discarded++;
                case Reply reply -> assertTrue(reply.bytes() <= packet.bytes().limit());
                case Problem problem -> assertTrue(problem.quoted().sequence() < 60);
            }
        }

        assertTrue(discarded > 30_000, "discarded " + discarded);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "networks are made by namespaces of Linux")
    void disturbNobodyOverRawSockets() throws Exception {
        try (var child = start("1 0")) {
            expectNothing(child.ask("flood 10.7.7.7 " + PACKETS));
        }
    }

    private static ChildJvm start(String groupsThatPing) throws Exception {
        return IcmpNetwork.start(
                groupsThatPing,
                List.of(),
                "-Xms64m",
                "-Xmx64m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1");
    }

    private static void expectNothing(String answer) {
        int grown = answer.lastIndexOf(' ') + 1;

        assertEquals(
                "undisturbed true, answers true, discarded true, sent 0, grown ",
                answer.substring(0, grown));
        assertTrue(Integer.parseInt(answer.substring(grown)) <= MOST_GROWN, answer);
    }
}
