namespace TelegramBotStack.Tests;

/// <summary>Waits for something that gives no event.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Task IsTrueAsync(Func<bool> condition, string what, CancellationToken cancellationToken)
        => IsTrueAsync(() => Task.FromResult(condition()), what, cancellationToken);

    public static async Task IsTrueAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(Limit, $"waiting until {what}");
            await Task.Delay(10, cancellationToken);
        }
    }
}
