using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.DataBot;

/// <summary>
/// Writes with the framework's JSON storage: the number under one of 200 keys, and then as the last one. Whoever sees the data at one moment
/// finds no number that is more than one ahead of the last.
/// </summary>
internal sealed class JsonWriterBot(IConfiguration configuration, IStorage storage) : WriterBot(configuration, storage)
{
    protected override async Task<long> PrepareAsync(CancellationToken cancellationToken)
    {
        for (var hundredth = 0; hundredth < Megabytes * 10; hundredth++)
        {
            var key = "ballast/" + hundredth.ToString(CultureInfo.InvariantCulture);
            if (!await Storage.ExistsAsync(key, cancellationToken))
            {
                await Storage.SetAsync(key, Convert.ToBase64String(new byte[75_000]), cancellationToken);
            }
        }

        return await Storage.GetAsync<long>("last", cancellationToken);
    }

    protected override async Task WriteAsync(long number)
    {
        await Storage.SetAsync("entry/" + (number % 200).ToString(CultureInfo.InvariantCulture), number);
        await Storage.SetAsync("last", number);
    }
}
