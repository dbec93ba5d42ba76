namespace TelegramBotStack.Deployment.Hosts;

/// <summary>A running command on a host. Disposing it closes its input and ends it.</summary>
public interface IHostProcess : IAsyncDisposable
{
    /// <summary>The command's standard input.</summary>
    Stream Input { get; }

    /// <summary>The command's standard output, line by line.</summary>
    TextReader Output { get; }

    /// <summary>The same as bytes, for what is no text. Either of the two is read, not both.</summary>
    Stream OutputBytes { get; }

    /// <summary>The exit code, when the command has ended; -1 when a signal or a lost connection ended it.</summary>
    Task<int> Exited { get; }
}
