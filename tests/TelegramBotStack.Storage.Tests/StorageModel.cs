using System.Globalization;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace TelegramBotStack.Storage.Tests;

/// <summary>Does random operations with a storage and with a dictionary, and compares.</summary>
internal static class StorageModel
{
    private static readonly string[] Names = ["a", "a/1", "a/2", "b", "ä"];
    private static readonly Gen<string> Keys = Gen.Int[0, 4].Select(index => Names[index]);

    private static readonly Gen<Operation> Operations = Gen.OneOf(
        Gen.Select(Keys, Gen.Int, (key, value) => new Operation("set", key, "", value)),
        Gen.Select(Keys, Gen.Int[1, 50], (key, minutes) => new Operation("expire", key, "", minutes)),
        Gen.Select(Keys, Gen.Int, (key, value) => new Operation("update", key, "", value)),
        Gen.Select(Keys, Gen.Bool, (key, isCurrent) => new Operation("try", key, "", isCurrent ? 1 : 0)),
        Gen.Select(Keys, (key) => new Operation("delete", key, "", 0)),
        Gen.Select(Keys, Keys, Gen.Int, (key, other, value) => new Operation("batch", key, other, value)),
        Gen.Int[1, 40].Select(minutes => new Operation("advance", "", "", minutes)),
        Gen.Const(new Operation("sweep", "", "", 0)));

    public static async Task CompareAsync(IStorage storage, IStorageBackend backend, FakeTimeProvider time, CancellationToken cancellationToken)
    {
        var run = 0;
        await Operations.Array[1, 40].SampleAsync(
            async operations =>
            {
                var prefix = Interlocked.Increment(ref run).ToString(CultureInfo.InvariantCulture) + ":";
                var model = new Dictionary<string, (int Value, DateTimeOffset? ExpiresAt)>();
                foreach (var operation in operations)
                {
                    await ApplyAsync(operation, storage, backend, time, prefix, model, cancellationToken);
                    foreach (var (key, _) in model.Where(pair => pair.Value.ExpiresAt <= time.GetUtcNow()).ToList())
                    {
                        model.Remove(key);
                    }
                }

                (await storage.ListAsync(prefix, cancellationToken)).ShouldBe(
                    model.Keys.Order(StringComparer.Ordinal).Select(key => prefix + key), string.Join("; ", operations.AsEnumerable()));
                foreach (var (key, (value, _)) in model)
                {
                    (await storage.GetAsync<int>(prefix + key, cancellationToken)).ShouldBe(value, string.Join("; ", operations.AsEnumerable()));
                }
            },
            iter: 15,
            threads: 1);
    }

    private static async Task ApplyAsync(
        Operation operation,
        IStorage storage,
        IStorageBackend backend,
        FakeTimeProvider time,
        string prefix,
        Dictionary<string, (int Value, DateTimeOffset? ExpiresAt)> model,
        CancellationToken cancellationToken)
    {
        var (kind, key, other, value) = operation;
        switch (kind)
        {
            case "set":
                await storage.SetAsync(prefix + key, value, cancellationToken);
                model[key] = (value, null);
                break;
            case "expire":
                await storage.SetAsync(prefix + key, value, TimeSpan.FromMinutes(value), cancellationToken);
                model[key] = (value, time.GetUtcNow() + TimeSpan.FromMinutes(value));
                break;
            case "update":
                var updated = await storage.UpdateAsync<int>(prefix + key, before => unchecked(before + value), cancellationToken);
                var was = model.GetValueOrDefault(key);
                updated.ShouldBe(unchecked(was.Value + value));
                model[key] = (updated, was.ExpiresAt);
                break;
            case "try":
                var version = (await storage.ReadAsync<int>(prefix + key, cancellationToken)).Version;
                (version != 0).ShouldBe(model.ContainsKey(key));
                var isSet = await storage.TrySetAsync(prefix + key, 7, value == 1 ? version : version + 1, cancellationToken: cancellationToken);
                isSet.ShouldBe(value == 1);
                if (isSet)
                {
                    model[key] = (7, null);
                }

                break;
            case "delete":
                (await storage.DeleteAsync(prefix + key, cancellationToken)).ShouldBe(model.Remove(key));
                break;
            case "batch" when key != other:
                (await storage.WriteAsync(new StorageBatch().Set(prefix + key, value).Delete(prefix + other), cancellationToken)).ShouldBeTrue();
                model[key] = (value, null);
                model.Remove(other);
                break;
            case "advance":
                time.Advance(TimeSpan.FromMinutes(value));
                break;
            case "sweep":
                await backend.RemoveExpiredAsync(cancellationToken);
                break;
            default:
                break;
        }
    }

    private sealed record Operation(string Kind, string Key, string Other, int Value);
}
