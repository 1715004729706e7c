package io.heddle.internal.management;

/// Publishes at once where it would be too late, or is cheap, later: where a tool that comes cannot
/// find our classes to ask, as they are not the system class loader's (a program in one jar with
/// jars inside, a container), and where JMX is in use from the beginning.
final class EarlyPublication {

    private static final String JMX = "com.sun.management.jmxremote"; // the JDK's own property

    private EarlyPublication() {}

    /// Begins it, on a short-lived thread, if it is needed. Does not block, does not fail.
    static void beginIfNeeded() {
        boolean isNeeded = isHidden() || isSet(JMX) || isSet(JMX + ".port");
        if (isNeeded) {
            try {
                Thread.ofPlatform()
                        .name("heddle-management")
                        .daemon(true)
                        .inheritInheritableThreadLocals(false)
                        .start(EarlyPublication::publish);
            } catch (OutOfMemoryError noThread) {
                // a server that runs unseen is better than none
            }
        }
    }

    private static boolean isHidden() {
        try {
            String name = ManagedObjects.class.getName();
            ClassLoader system = ClassLoader.getSystemClassLoader();
            return Class.forName(name, false, system) != ManagedObjects.class;
        } catch (ClassNotFoundException | LinkageError notThere) {
            return true;
        }
    }

    private static boolean isSet(String property) {
        return System.getProperty(property) != null;
    }

    private static void publish() {
        try {
            PlatformBeans.publish();
        } catch (RuntimeException | LinkageError noJmx) {
            // a runtime without the module, or one that forbids it: then nobody looks, either
        }
    }
}
