using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>A <c>/bin/sh</c> on this machine.</summary>
internal sealed class LocalProcess : IHostProcess
{
    private readonly Process process;
    private Task errors = Task.CompletedTask;

    private LocalProcess(Process process, TrafficMeter meter)
    {
        this.process = process;
        Input = new TrafficStream(process.StandardInput.BaseStream, meter);
        OutputBytes = new TrafficStream(process.StandardOutput.BaseStream, meter);
        Output = new StreamReader(OutputBytes, new UTF8Encoding(false));
        Exited = WaitAsync();
    }

    public Stream Input { get; }

    public TextReader Output { get; }

    public Stream OutputBytes { get; }

    public Task<int> Exited { get; }

    public static LocalProcess Start(string hostName, string script, HostTraffic traffic)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", script },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            var process = Process.Start(start)!;
            var meter = new TrafficMeter(traffic);
            meter.Started(script.Length);
            return new LocalProcess(process, meter);
        }
        catch (Win32Exception exception)
        {
            throw HostErrors.ShellMissing(hostName, "there is no /bin/sh", exception);
        }
    }

    public async Task<HostCommandResult> RunToEndAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        var output = Output.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await FeedAsync(input, cancellationToken);
        return new HostCommandResult(await Exited.WaitAsync(cancellationToken), await output, await error);
    }

    public void DrainErrors() => errors = process.StandardError.ReadToEndAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Input.DisposeAsync();
        }
        catch (IOException)
        {
            // The command has closed its end; there is nothing left to hand over.
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await Exited;
        await errors;
        process.Dispose();
    }

    private async Task FeedAsync(ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await Input.WriteAsync(input, cancellationToken);
            await Input.DisposeAsync();
        }
        catch (IOException)
        {
            // A command may end without having read all of its input; its exit code tells.
        }
    }

    private async Task<int> WaitAsync()
    {
        await process.WaitForExitAsync();
        return process.ExitCode is > 128 and < 160 ? -1 : process.ExitCode;
    }
}
