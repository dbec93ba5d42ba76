using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TelegramBotStack.Configuration;
using TelegramBotStack.Lease.Shared;
using TelegramBotStack.Storage.Sql.Postgres;

namespace TelegramBotStack;

/// <summary>Lets instances of a bot on several hosts stand by for each other, by a lease in PostgreSQL.</summary>
public static class PostgresLeaseExtensions
{
    /// <summary>
    /// Of all instances with the same lease one is active, on whatever host; the others stand by. The lease is in the database of
    /// the setting <c>BOTSTACK_LEASE_POSTGRES</c>, or, when that is not set, in that of the storage, <c>BOTSTACK_POSTGRES</c>; then
    /// what is written to the storage is fenced by the lease's epoch. The bot needs a storage that all hosts share. See
    /// docs/several-instances.md.
    /// </summary>
    /// <param name="builder">The bot that is being described.</param>
    /// <param name="configure">Sets how long the lease lasts. Default: nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lease is to last too short or too long.</exception>
    public static BotApplicationBuilder UsePostgresLease(this BotApplicationBuilder builder, Action<SharedLeaseOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new SharedLeaseOptions();
        configure?.Invoke(options);
        builder.UseSharedLease(new SharedLeaseChoice(
            services => new PostgresLeaseServer(PostgresAddress.Parse(AddressOf(services.GetRequiredService<IConfiguration>()))), options));
        builder.Services.AddSingleton(new PostgresLeaseChosen());
        return builder;
    }

    /// <summary>What knows the epoch by which a storage is fenced; null when the lease is in another place.</summary>
    internal static LeaseGuard? GuardOf(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return services.GetService<PostgresLeaseChosen>() is not null && AddressOf(configuration) == configuration[SettingNames.Postgres]
            ? services.GetRequiredService<LeaseGuard>()
            : null;
    }

    private static string? AddressOf(IConfiguration configuration)
        => configuration[SettingNames.LeasePostgres] is { } address && !string.IsNullOrWhiteSpace(address) ? address : configuration[SettingNames.Postgres];

    private sealed record PostgresLeaseChosen;
}
