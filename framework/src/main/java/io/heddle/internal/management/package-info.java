/// How objects of this process are seen from outside, by JMX.
///
/// The platform's MBean server costs some 20 MB and 0.3 s of CPU once it is used, so nobody uses it
/// before somebody asks: [ManagedObjects] merely remembers what there is. Nothing in this package
/// knows servers or connections.
@NullMarked
package io.heddle.internal.management;

import org.jspecify.annotations.NullMarked;
