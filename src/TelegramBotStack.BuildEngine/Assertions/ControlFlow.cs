using Nuke.Common.Sessions;
using Serilog;
using TelegramBotStack.BuildEngine;

namespace Nuke.Common;

/// <summary>Repeats or tolerates actions that fail.</summary>
public static class ControlFlow
{
    /// <summary>Runs an action until it does not throw.</summary>
    /// <param name="action">The action.</param>
    /// <param name="cleanup">Runs after each attempt.</param>
    /// <param name="retryAttempts">Number of attempts, at least 1. Default 3.</param>
    /// <param name="delay">Pause between attempts. Default none; ends early when the build is interrupted.</param>
    /// <param name="logAction">Takes the message of each failure. Default: a warning.</param>
    public static void ExecuteWithRetry(Action action, Action? cleanup = null, int retryAttempts = 3, TimeSpan? delay = null, Action<string>? logAction = null)
    {
        ArgumentNullException.ThrowIfNull(action);
        ArgumentOutOfRangeException.ThrowIfLessThan(retryAttempts, 1);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                action();
                return;
            }
            catch (Exception exception) when (attempt < retryAttempts && !BuildSession.Current.Interruption.IsRequested)
            {
                (logAction ?? (message => Log.Warning("{Message}", message)))($"Attempt {attempt} of {retryAttempts} failed: {exception.Message}");
                if (delay is { } pause)
                    BuildCancellation.Token.WaitHandle.WaitOne(pause);
            }
            finally
            {
                cleanup?.Invoke();
            }
        }
    }

    /// <summary>Runs an action and turns what it throws into a warning.</summary>
    public static void SuppressErrors(Action action, bool includeStackTrace = false, bool logWarning = true)
    {
        ArgumentNullException.ThrowIfNull(action);
        try
        {
            action();
        }
        // To suppress whatever comes is what a caller asks for.
        catch (Exception exception)
        {
            if (logWarning)
                Log.Warning(includeStackTrace ? exception : null, "{Message}", exception.Message);
        }
    }
}
