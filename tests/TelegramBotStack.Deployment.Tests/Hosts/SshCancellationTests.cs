using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.TestSupport;

namespace TelegramBotStack.Deployment.Tests.Hosts;

/// <summary>Ctrl-C comes at any moment, and what is taken back after it needs the connection.</summary>
public sealed class SshCancellationTests(SandboxFixture sandboxes)
{
    private const int Commands = 120;

    [Theory]
    [InlineData("true", 0)]
    [InlineData("cat", 10)]
    [InlineData("cat", 100_000)]
    public async Task A_command_that_is_given_up_at_any_moment_leaves_the_connection_to_the_next(string script, int bytes)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var host = await SshHost.ConnectAsync(await sandboxes.SettingsAsync(), null, stop);
        for (var number = 0; number < Commands; number++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(TimeSpan.FromMilliseconds(30.0 * number / Commands));
            try
            {
                await host.RunAsync(new HostCommand(script, new byte[bytes]), limit.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // Some are done before.
                continue;
            }
        }

        host.ConnectionLost.IsCancellationRequested.ShouldBeFalse();
        (await host.RunAsync(new HostCommand("echo hello"), stop)).Output.ShouldBe("hello\n");
    }
}
