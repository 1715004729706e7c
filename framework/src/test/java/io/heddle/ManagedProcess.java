package io.heddle;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/// A process whose servers are looked at by JMX, as tools do it: by names alone. Reads commands,
/// answers each with a line.
public final class ManagedProcess {

    private static final String PUBLICATION = "io.heddle.internal.management.Publication";

    private final List<SocketServer> servers = new ArrayList<>();

    private ManagedProcess() {}

    public static void main(String[] arguments) throws Exception {
        var process = new ManagedProcess();
        var commands = new Scanner(System.in, StandardCharsets.UTF_8);
        while (commands.hasNextLine()) {
            System.out.println(process.answer(commands.nextLine()));
        }
    }

    private Object answer(String command) throws Exception {
        String[] words = command.split(" ", 2);
        return switch (words[0]) {
            case "start" -> start(words[1]);
            case "stop" -> stop(Integer.parseInt(words[1]));
            case "jmx" -> !MBeanServerFactory.findMBeanServer(null).isEmpty();
            case "publish" -> publish(words[1]);
            case "names" ->
                    ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("io.heddle:type=SocketServer,*"), null)
                            .stream()
                            .map(ObjectName::getCanonicalName)
                            .sorted()
                            .toList();
            case "attributes" ->
                    ManagementFactory.getPlatformMBeanServer()
                            .getAttributes(
                                    new ObjectName(words[1]),
                                    new String[] {
                                        "Name", "State", "Ready", "Connections", "Nonsense"
                                    });
            case "dump", "dumpJson" ->
                    String.valueOf(
                                    ManagementFactory.getPlatformMBeanServer()
                                            .invoke(
                                                    new ObjectName(words[1]),
                                                    words[0],
                                                    new Object[] {10},
                                                    new String[] {"int"}))
                            .lines()
                            .findFirst()
                            .orElse("");
            case "info" ->
                    List.of(
                            ManagementFactory.getPlatformMBeanServer()
                                    .getMBeanInfo(new ObjectName(words[1]))
                                    .getOperations());
            default -> throw new IllegalArgumentException(command);
        };
    }

    private Object start(String name) throws IOException {
        ServerConfig config =
                ServerConfig.on(TestPeer.loopback(0)).withName(name).withObservers(List.of());
        servers.add(SocketServer.start(config, peer -> peer.input().transferTo(peer.output())));
        return "started";
    }

    private Object stop(int index) {
        servers.get(index).close();
        return "stopped";
    }

    private static Object publish(String name) throws Exception {
        ManagementFactory.getPlatformMBeanServer().createMBean(PUBLICATION, new ObjectName(name));
        return "published";
    }
}
