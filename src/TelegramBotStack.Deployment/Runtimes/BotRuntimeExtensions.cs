using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Runtimes;

/// <summary>What follows from the calls of every runtime.</summary>
internal static class BotRuntimeExtensions
{
    extension(IBotRuntime runtime)
    {
        /// <summary>Tells an instance to let go of the lease, and to wait as a standby.</summary>
        public Task ParkAsync(BotInstance instance, CancellationToken cancellationToken) =>
            runtime.SignalAsync(instance, "SIGUSR1", cancellationToken);

        /// <summary>The last lines an instance printed, oldest first; empty when there are none to be had.</summary>
        public async Task<IReadOnlyList<string>> TailLogAsync(BotInstance instance, int lines, CancellationToken cancellationToken)
        {
            var found = new List<string>();
            try
            {
                await runtime.ReadLogAsync(instance, new LogRange(Tail: lines), found.Add, cancellationToken);
            }
            catch (DeploymentException)
            {
                // An instance that is gone has no log; the caller's error is the one that matters.
                return found;
            }

            return found;
        }
    }
}
