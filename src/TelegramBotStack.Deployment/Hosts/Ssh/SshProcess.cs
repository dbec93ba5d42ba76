using System.Text;

namespace TelegramBotStack.Deployment.Hosts.Ssh;

/// <summary>A running command on a host, talked to through its channel.</summary>
internal sealed class SshProcess(SshChannel channel) : IHostProcess
{
    public Stream Input => channel.Input;

    public TextReader Output { get; } = new StreamReader(channel.Output, new UTF8Encoding(false));

    public Stream OutputBytes => channel.Output;

    public Task<int> Exited => channel.Exited;

    public ValueTask DisposeAsync() => channel.DisposeAsync();
}
