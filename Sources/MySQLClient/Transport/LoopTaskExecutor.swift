// SPDX-License-Identifier: Apache-2.0

package import NIOCore

/// Runs tasks on an event loop, so that they reach its connections without changing threads.
package final class LoopTaskExecutor: TaskExecutor {
    private let loop: any EventLoop

    /// Takes the loop that tasks run on.
    package init(_ loop: any EventLoop) {
        self.loop = loop
    }

    /// Runs one piece of a task when the loop comes to it.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
