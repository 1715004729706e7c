package io.heddle.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Who moves bytes, who waits, and who holds a lock: never the same method. The order of a
/// connection's writers is kept by `OrderedOutput`, which is no lock over any state.
class BlockingTest {

    private static final String CHANNEL = "java/nio/channels/SocketChannel";
    private static final String DATAGRAMS = "java/nio/channels/DatagramChannel";
    private static final Set<String> LOCKS =
            Set.of(
                    "java/util/concurrent/locks/Lock",
                    "java/util/concurrent/locks/ReentrantLock",
                    "java/util/concurrent/Semaphore");

    @Test
    void onlyOutputWritesToConnections() {
        assertEquals(
                Set.of(
                        "ConnectionOutput.sendSome",
                        "EarlyBytes.write",
                        "HelloLink.tell",
                        "HelloLink.write",
                        "Outbound.send",
                        "PlainLink.write",
                        "TurnedAway.add"), // is none
                methodsThat(calls((owner, name) -> isWire(owner) && name.equals("write"))));
    }

    /// Where no interrupt can close the file.
    @Test
    void onlyFilePartsMoveBytesOfFiles() {
        Set<String> movers =
                methodsThat(
                        calls((owner, name) ->
                                owner.equals("java/nio/channels/FileChannel")
                                        && Set.of("transferTo", "transferFrom", "read")
                                                .contains(name)));

        movers.removeIf(name -> name.startsWith("FilePart.") || name.startsWith("FileSection."));
        assertEquals(Set.of(), movers);
    }

    @Test
    void onlyInputsAndLingeringReadFromSockets() {
        Set<String> readers =
                methodsThat(calls((owner, name) -> isWire(owner) && name.equals("read")));

        readers.removeIf(name ->
                name.startsWith("SocketInput.")
                        || name.equals("PlainLink.read")
                        || name.equals("EarlyBytes.read")
                        || name.startsWith("HelloLink.")
                        || name.equals("Inbound.receive")
                        || name.startsWith("LingeringClose.")
                        || name.startsWith("TurnedAway."));
        assertEquals(Set.of(), readers);
    }

    @Test
    void onlyPortsAndClientsMoveDatagrams() {
        assertEquals(
                Set.of("DatagramClient.receiveNow", "DatagramPort.receive", "DatagramPort.sendNow"),
                methodsThat(
                        calls((owner, name) ->
                                owner.equals(DATAGRAMS)
                                        && Set.of("receive", "send", "read", "write")
                                                .contains(name))));
    }

    private static boolean isWire(String owner) {
        return Set.of(CHANNEL, "java/nio/channels/ByteChannel", "io/heddle/TransportLink")
                .contains(owner);
    }

    @Test
    void nobodyMovesBytesOrWaitsWithLockHeld() {
        Predicate<MethodModel> waits = calls(BlockingTest::mayBlock);

        assertEquals(Set.of(), methodsThat(waits.and(BlockingTest::locks)));
    }

    private static boolean mayBlock(String owner, String name) {
        return switch (owner) {
            case CHANNEL -> Set.of("read", "write", "connect", "open").contains(name);
            case DATAGRAMS -> Set.of("receive", "send", "connect").contains(name);
            case "java/nio/channels/ServerSocketChannel" -> name.equals("accept");
            case "java/nio/channels/Selector" -> name.startsWith("select");
            case "java/util/concurrent/locks/LockSupport" -> name.startsWith("park");
            case "java/util/concurrent/CountDownLatch" -> name.equals("await");
            case "java/lang/Thread" -> Set.of("join", "sleep").contains(name);
            case "java/lang/Object" -> name.equals("wait");
            case "io/heddle/internal/poll/ReadyGate" -> name.equals("await");
            case "io/heddle/ConnectionHandler",
                    "io/heddle/udp/DatagramHandler",
                    "io/heddle/udp/SessionHandler" ->
                    true;
            default -> false;
        };
    }

    private static boolean locks(MethodModel method) {
        return (method.flags().flagsMask() & ClassFile.ACC_SYNCHRONIZED) != 0
                || elements(method, element -> element instanceof MonitorInstruction)
                || calls((owner, name) -> LOCKS.contains(owner)).test(method);
    }

    private static Predicate<MethodModel> calls(BiPredicate<String, String> ownerAndName) {
        return method ->
                elements(
                        method,
                        element ->
                                element instanceof InvokeInstruction call
                                        && ownerAndName.test(
                                                call.owner().asInternalName(),
                                                call.name().stringValue()));
    }

    private static boolean elements(MethodModel method, Predicate<CodeElement> predicate) {
        return method.code().orElseThrow().elementStream().anyMatch(predicate);
    }

    private static Set<String> methodsThat(Predicate<MethodModel> predicate) {
        Set<String> names = new TreeSet<>();
        for (CompiledClass type : CompiledClass.all()) {
            type.methods().stream()
                    .filter(predicate)
                    .forEach(method ->
                            names.add(type.fileName() + "." + method.methodName().stringValue()));
        }
        return names;
    }
}
