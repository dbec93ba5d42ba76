using System.IO.Pipes;
using System.Text;
using System.Text.Json;
using TelegramBotStack.Instances;
using TelegramBotStack.Status;

namespace TelegramBotStack.Development;

/// <summary>
/// The bot's end of the pipe to the build target that runs it while it is written. It gets each change of the status, one
/// line of JSON each, and is told when a change of the code needs a new start. When it asks to, or is gone however that came, the bot finishes: a bot that nobody sees any more must
/// not go on polling.
/// </summary>
internal sealed class DevSession : IDisposable
{
    private const int TimeToConnect = 5_000;

    private readonly Lock _writing = new();
    private readonly NamedPipeClientStream _pipe;
    private readonly BotInstance _instance;

    private DevSession(NamedPipeClientStream pipe, BotInstance instance)
    {
        _pipe = pipe;
        _instance = instance;
    }

    /// <summary>Connects, if the instance was started so; else returns null.</summary>
    /// <exception cref="BotConfigurationException">Who started the bot is gone already.</exception>
    public static DevSession? Begin(string? pipeName, BotInstance instance)
    {
        if (string.IsNullOrEmpty(pipeName))
        {
            return null;
        }

        var pipe = new NamedPipeClientStream(".", pipeName, PipeDirection.InOut, PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
        try
        {
            pipe.Connect(TimeToConnect);
        }
        catch (Exception exception) when (exception is TimeoutException or IOException or UnauthorizedAccessException)
        {
            pipe.Dispose();
            throw new BotConfigurationException("dev-gone", $"BOTSTACK_DEV names a pipe that nobody listens on: {exception.Message}");
        }

        var session = new DevSession(pipe, instance);
        HotReload.Begin(session.AskForNewStart);
        instance.Status.StateChanged += session.Tell;
        session.Tell();
        _ = session.ListenAsync();
        return session;
    }

    public void Dispose()
    {
        _instance.Status.StateChanged -= Tell;
        _pipe.Dispose();
    }

    private async Task ListenAsync()
    {
        try
        {
            var request = new byte[1];
            _ = await _pipe.ReadAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // As good as a request.
        }

        _instance.Stop();
    }

    private void AskForNewStart()
    {
        Write("""{"startAgain":true}""");
        _instance.Stop();
    }

    private void Tell() => Write(JsonSerializer.Serialize(_instance.Status.Current, ContractJson.Default.InstanceStatus));

    private void Write(string line)
    {
        lock (_writing)
        {
            try
            {
                _pipe.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // Nobody listens any more; whoever reads the pipe finds out and ends the bot.
                return;
            }
        }
    }
}
