// SPDX-License-Identifier: Apache-2.0

package io.github.aspirespring.examples.catalog;

import java.util.ArrayList;
import java.util.List;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions of nothing, which remember how they ended.
 */
class RecordedTransactions extends AbstractPlatformTransactionManager {

	private final transient List<String> ends = new ArrayList<>();

	List<String> ends() {
		return this.ends;
	}

	@Override
	protected Object doGetTransaction() {
		return this.ends;
	}

	@Override
	protected void doBegin(Object transaction, TransactionDefinition definition) {
	}

	@Override
	protected void doCommit(DefaultTransactionStatus status) {
		this.ends.add("commit");
	}

	@Override
	protected void doRollback(DefaultTransactionStatus status) {
		this.ends.add("rollback");
	}

}
