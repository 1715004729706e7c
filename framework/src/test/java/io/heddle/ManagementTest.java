package io.heddle;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Servers as JMX shows them, in processes of their own, as what is published stays so.
class ManagementTest {

    private static final String SHOP = "io.heddle:name=\"shop\",type=SocketServer";
    private static final String SECOND_SHOP = "io.heddle:id=2,name=\"shop\",type=SocketServer";

    private static ChildJvm start(String... options) throws IOException {
        return ChildJvm.start(ManagedProcess.class, options);
    }

    @Test
    void jmxIsNotEvenLoadedUntilSomebodyAsks() throws Exception {
        try (var process = start()) {
            process.ask("start shop");

            assertEquals("false", process.ask("jmx"));
            assertEquals("[]", process.ask("names"));
            assertEquals("published", process.ask("publish io.heddle:type=Publication"));
            assertEquals("[" + SHOP + "]", process.ask("names"));
        }
    }

    @Test
    void serversComeAndGoOncePublished() throws Exception {
        try (var process = start()) {
            process.ask("publish io.heddle:type=Publication");
            process.ask("publish io.heddle:type=Publication,again=yes");

            process.ask("start shop");
            process.ask("start shop");
            process.ask("start a,b=\"*?\\");

            awaitNames(
                    process,
                    SECOND_SHOP,
                    "io.heddle:name=\"a,b=\\\"\\*\\?\\\\\",type=SocketServer",
                    SHOP);
            process.ask("stop 0");
            process.ask("stop 2");
            assertEquals(1, process.ask("names").split("type=", -1).length - 1);
            process.ask("stop 1");
            assertEquals("[]", process.ask("names"));
        }
    }

    private static void awaitNames(ChildJvm process, String... names) {
        String expected = Arrays.stream(names).sorted().toList().toString();
        eventually().until(() -> process.ask("names").equals(expected));
    }

    @Test
    void tellsAttributesAndDumps() throws Exception {
        try (var process = start()) {
            process.ask("start shop");
            process.ask("publish io.heddle:type=Publication");

            assertEquals(
                    "[Name = shop, State = RUNNING, Ready = true, Connections = 0]",
                    process.ask("attributes " + SHOP));
            String text = process.ask("dump " + SHOP);
            assertTrue(text.startsWith("server shop: RUNNING, ready, age "), text);
            assertEquals("{", process.ask("dumpJson " + SHOP));
            String info = process.ask("info " + SHOP);
            assertTrue(info.contains("mostConnections"), info);
        }
    }

    @Test
    void isPublishedAtOnceWhereJmxIsInUse() throws Exception {
        try (var process = start("-Dcom.sun.management.jmxremote")) {
            process.ask("start shop");

            awaitNames(process, SHOP);
        }
    }

    @Test
    void isPublishedAtOnceWhereToolsCannotFindTheClasses() throws Exception {
        try (var process = ChildJvm.start(HiddenProcess.class)) {
            process.ask("start shop");

            awaitNames(process, SHOP);
        }
    }

    @Test
    void serverRunsWhereThereIsNoJmx() throws Exception {
        try (var process = ChildJvm.start(HiddenProcess.class, "--limit-modules=jdk.jfr")) {
            assertEquals("started", process.ask("start shop"));
            assertEquals("stopped", process.ask("stop 0"));
            assertEquals("", process.errors());
        }
    }
}
