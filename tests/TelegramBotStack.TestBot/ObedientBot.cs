using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.TestBot;

/// <summary>
/// Echoes, and gets into the trouble it is told to: "eat memory", "hang", "fill the disk", "free the disk", "crash for ever".
/// What is redelivered after a crash is only echoed.
/// </summary>
internal sealed class ObedientBot(IConfiguration configuration) : EchoBot(configuration)
{
    private string Data => Configuration["BOTSTACK_DATA"]!;

    private string CrashMark => Path.Combine(Data, "crash-for-ever");

    private string Filling => Path.Combine(Data, "filling");

    protected override Task OnStartupAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(CrashMark))
        {
            Crash();
        }

        return Task.CompletedTask;
    }

    protected override Task EchoAsync(UpdateContext context)
    {
        if (context.IsRedelivery)
        {
            return base.EchoAsync(context);
        }

        switch (context.Text)
        {
            case "eat memory":
                EatMemory();
                break;
            case "hang":
                Hang();
                return Task.CompletedTask;
            case "fill the disk":
                return FillAsync(context);
            case "free the disk":
                File.Delete(Filling);
                break;
            case "crash for ever":
                File.WriteAllText(CrashMark, DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture));
                Crash();
                return Task.CompletedTask;
        }

        return base.EchoAsync(context);
    }

    private static void Crash() => ThreadPool.UnsafeQueueUserWorkItem(
        _ => throw new InvalidOperationException("The test bot crashes for ever as it was told to."), null);

    // Outside of .NET's heap, so that it is the kernel that ends it and not an exception.
    private static void EatMemory()
    {
        var piece = new byte[4 << 20];
        Array.Fill(piece, (byte)1);
        while (true)
        {
            Marshal.Copy(piece, 0, Marshal.AllocHGlobal(piece.Length), piece.Length);
        }
    }

    // Every thread of the pool waits for what never comes.
    private static void Hang()
    {
        ThreadPool.SetMinThreads(1, 1);
        ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
        for (var i = 0; i < Environment.ProcessorCount * 4; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    using var never = new ManualResetEventSlim();
                    never.Wait();
                },
                null);
        }
    }

    private async Task FillAsync(UpdateContext context)
    {
        var size = 1 << 20;
        await using var file = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        while (size >= 512)
        {
            try
            {
                await file.WriteAsync(new byte[size]);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }

        await context.ReplyAsync("filled");
    }
}
