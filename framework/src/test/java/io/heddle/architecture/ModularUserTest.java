package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that is a module, on a module path with nothing but the framework: no Micrometer, no
/// JSpecify, no flags.
class ModularUserTest {

    private static final String MODULE =
            """
            module user {
                requires io.heddle;
            }
            """;

    private static final String PROGRAM =
            """
            package user;

            import io.heddle.ServerConfig;
            import io.heddle.SocketServer;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import java.net.Socket;

            class Main {
                public static void main(String[] args) throws Exception {
                    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
                    var config = ServerConfig.on(loopback).withObservers(java.util.List.of());
                    try (var server =
                                    SocketServer.start(
                                            config,
                                            peer -> peer.input().transferTo(peer.output()));
                            var client = new Socket(loopback.getAddress(), server.port())) {
                        client.getOutputStream().write(new byte[] {'h', 'i'});
                        System.out.print(new String(client.getInputStream().readNBytes(2)));
                    }
                    System.out.print(ModuleLayer.boot().findModule("micrometer.core").isPresent());
                }
            }
            """;

    private static final String ASKED_MODULE =
            """
            module user {
                requires io.heddle;
                requires java.management;
            }
            """;

    private static final String ASKED_PROGRAM =
            """
            package user;

            import io.heddle.ServerConfig;
            import io.heddle.SocketServer;
            import java.lang.management.ManagementFactory;
            import java.net.InetAddress;
            import java.net.InetSocketAddress;
            import javax.management.ObjectName;

            class Main {
                public static void main(String[] args) throws Exception {
                    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
                    var config = ServerConfig.on(loopback).withObservers(java.util.List.of());
                    try (var server = SocketServer.start(config, peer -> {})) {
                        var beans = ManagementFactory.getPlatformMBeanServer();
                        beans.createMBean(
                                "io.heddle.internal.management.Publication",
                                new ObjectName("io.heddle:type=Publication"));
                        var name = new ObjectName("io.heddle:type=SocketServer,name=\\"heddle\\"");
                        System.out.print(beans.getAttribute(name, "State"));
                    }
                }
            }
            """;

    @TempDir private Path directory;

    @Test
    void runsWithoutMicrometer() throws Exception {
        compile(MODULE, PROGRAM);

        String printed = run();

        assertEquals("hifalse", printed);
    }

    @Test
    void isSeenByTools() throws Exception {
        compile(ASKED_MODULE, ASKED_PROGRAM);

        String printed = run();

        assertEquals("RUNNING", printed);
    }

    private void compile(String moduleText, String programText) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("src/user"));
        Path module = Files.writeString(directory.resolve("src/module-info.java"), moduleText);
        Path program = Files.writeString(sources.resolve("Main.java"), programText);
        compile(module, program);
    }

    private void compile(Path... sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options =
                    List.of(
                            "-p",
                            CompiledClass.directory().toString(),
                            "-d",
                            directory.resolve("classes").toString());
            boolean compiled =
                    compiler.getTask(
                                    messages,
                                    files,
                                    null,
                                    options,
                                    null,
                                    files.getJavaFileObjects(sources))
                            .call();
            assertEquals("", messages.toString());
            assertEquals(true, compiled);
        }
    }

    private String run() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-p",
                                CompiledClass.directory()
                                        + System.getProperty("path.separator")
                                        + directory.resolve("classes"),
                                "-m",
                                "user/user.Main")
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.inputReader()) {
            String printed = output.readAllAsString();
            process.waitFor();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }
}
