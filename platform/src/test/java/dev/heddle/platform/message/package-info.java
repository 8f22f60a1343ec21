@org.jspecify.annotations.NullMarked
package dev.heddle.platform.message;
