using System.Diagnostics;

namespace TelegramBotStack.Components.Output;

/// <summary>One line on the screen for something that takes a while.</summary>
internal static class ScreenStep
{
    /// <summary>Says what is being done, then how long it took and what came of it.</summary>
    public static async Task<T> WatchAsync<T>(this Screen screen, string what, Func<Task<T>> action, Func<T, string> result)
    {
        var clock = Stopwatch.StartNew();
        screen.Begin(what);
        try
        {
            var value = await action().ConfigureAwait(false);
            screen.Done(what, clock.Elapsed, result(value));
            return value;
        }
        catch
        {
            screen.Failed(what, clock.Elapsed);
            throw;
        }
    }
}
