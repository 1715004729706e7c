package io.heddle.internal.management;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// The managed objects of this process, published or not: once somebody has asked for them, those
/// that come later are published at once. Any thread.
public final class ManagedObjects {

    /// Makes an object visible.
    interface Publisher {
        /// Publishes one object.
        ///
        /// @return takes the object back
        Runnable publish(Managed object);
    }

    private static final IdentityHashMap<Managed, Runnable> OBJECTS =
            new IdentityHashMap<>(); // with what takes them back; guarded by the class
    private static @Nullable Publisher publisher; // guarded by the class
    private static boolean begun; // guarded by the class

    private ManagedObjects() {}

    /// Adds an object, until it is removed.
    public static synchronized void add(Managed object) {
        Publisher by = publisher;
        OBJECTS.put(object, by == null ? ManagedObjects::notPublished : by.publish(object));
        if (!begun) {
            begun = true;
            EarlyPublication.beginIfNeeded();
        }
    }

    private static void notPublished() {}

    /// Removes an object that was added.
    public static synchronized void remove(Managed object) {
        Runnable back = OBJECTS.remove(object);
        if (back != null) {
            back.run();
        }
    }

    /// Publishes what there is and what is yet to come. Does nothing the second time.
    static synchronized void publish(Publisher by) {
        if (publisher == null) {
            publisher = by;
            OBJECTS.replaceAll((object, none) -> by.publish(object));
        }
    }

    /// How many there are.
    static synchronized int size() {
        return OBJECTS.size();
    }
}
