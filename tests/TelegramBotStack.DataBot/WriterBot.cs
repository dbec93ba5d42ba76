using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.DataBot;

/// <summary>
/// Writes numbers from 1 on, DATABOT_RATE times a second (default 100) while it is the active instance, beside DATABOT_MEGABYTES of data
/// that stay as they are (default 0).
/// </summary>
internal abstract class WriterBot(IConfiguration configuration, IStorage storage) : NoteBot(configuration, storage), IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _writing = Task.CompletedTask;

    public virtual void Dispose() => _stop.Dispose();

    protected int Megabytes => int.Parse(Configuration["DATABOT_MEGABYTES"] ?? "0", CultureInfo.InvariantCulture);

    protected override async Task OnStartupAsync(CancellationToken cancellationToken)
    {
        await base.OnStartupAsync(cancellationToken);
        var next = await PrepareAsync(cancellationToken) + 1;
        _writing = Task.Run(() => WriteAllAsync(next), CancellationToken.None);
    }

    protected override async Task OnShutdownAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _writing;
    }

    /// <summary>Makes what is written to.</summary>
    /// <returns>The last number that is there.</returns>
    protected abstract Task<long> PrepareAsync(CancellationToken cancellationToken);

    protected abstract Task WriteAsync(long number);

    private async Task WriteAllAsync(long number)
    {
        var rate = double.Parse(Configuration["DATABOT_RATE"] ?? "100", CultureInfo.InvariantCulture);
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        for (var written = 0L; !_stop.IsCancellationRequested;)
        {
            // What a busy machine kept from being written in time is made up for.
            for (var due = TimeProvider.System.GetElapsedTime(started).TotalSeconds * rate; written < due && !_stop.IsCancellationRequested; written++)
            {
                await WriteAsync(number++);
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
