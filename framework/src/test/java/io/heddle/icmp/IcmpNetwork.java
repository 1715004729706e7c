package io.heddle.icmp;

import io.heddle.ChildJvm;
import io.heddle.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A network that is only there for one process, which is alone in it but for one router, at
/// 10.0.0.2 and fd00::2. The router knows no way to 10.9.9.9 and fd09::9, swallows what is for
/// 10.7.7.7 and fd07::7, and would pass on what is for 10.5.5.5 and fd05::5.
///
/// All of it is gone with the process.
final class IcmpNetwork {

    /// Run by the shell; what the network is for comes as its arguments. The router is in a network
    /// of its own, which a sleeper holds.
    private static final String SCRIPT =
            """
            ip link set lo up || exit 1
            echo "$GROUPS_THAT_PING" > /proc/sys/net/ipv4/ping_group_range || exit 1
            unshare --net sleep 300 & router=$!
            while [ "$(readlink /proc/$router/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do
                kill -0 $router || exit 1
            done
            at_router() { nsenter --target $router --net "$@"; }
            ip link add near type veth peer name far netns $router || exit 1
            ip address add 10.0.0.1/24 dev near
            ip address add fd00::1/64 dev near nodad
            ip link set near up
            at_router ip address add 10.0.0.2/24 dev far
            at_router ip address add fd00::2/64 dev far nodad
            at_router ip link set far up
            at_router sh -c '
                cd /proc/sys/net
                echo 1 > ipv4/ip_forward
                echo 1 > ipv6/conf/all/forwarding
                echo 0 > ipv4/icmp_ratelimit
                echo 0 > ipv6/icmp/ratelimit'
            at_router ip route add unreachable 10.9.0.0/16
            at_router ip route add blackhole 10.7.0.0/16
            at_router ip route add 10.5.0.0/16 via 10.0.0.1
            at_router ip route add blackhole fd07::/16
            at_router ip route add fd05::/16 via fd00::1
            ip route add default via 10.0.0.2
            ip route add default via fd00::2
            exec "$@"
            """;

    private static final List<String> UNSHARED =
            List.of(
                    "unshare",
                    "--net",
                    "--pid",
                    "--fork",
                    "--kill-child",
                    "--mount-proc",
                    "sh",
                    "-c",
                    SCRIPT,
                    "network");

    private IcmpNetwork() {}

    /// Starts an [IcmpProcess] in such a network; skips the test where there can be none.
    ///
    /// @param groupsThatPing the setting `net.ipv4.ping_group_range`
    /// @param wrapper a command that starts the process, with its arguments; may be empty
    static ChildJvm start(String groupsThatPing, List<String> wrapper, String... options)
            throws Exception {
        Requirement.hold(isPossible(), "the right to make networks (unshare, ip, nsenter)");
        List<String> launcher = new ArrayList<>(UNSHARED);
        launcher.addAll(wrapper);
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-XX:-UsePerfData"); // its file has the number of the process: 1 in each network
        return ChildJvm.start(
                Map.of("GROUPS_THAT_PING", groupsThatPing),
                launcher,
                IcmpProcess.class,
                all.toArray(String[]::new));
    }

    private static boolean isPossible() throws InterruptedException {
        List<String> command = new ArrayList<>(UNSHARED);
        command.add("true");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("GROUPS_THAT_PING", "1 0");
        try {
            Process process = builder.start();
            try {
                process.inputReader().readAllAsString();
                return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
